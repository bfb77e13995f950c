import type { ReactNode } from 'react';

/** Small line icons. All are decoration: the words beside them carry the meaning. */
function Icon({ children, size = 22 }: { children: ReactNode; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export const CampaignsIcon = () => (
  <Icon>
    <path d="M4 15h16M7 15a5 5 0 0 1 10 0M12 4v3M5.500 7l1.700 1.700M18.500 7l-1.700 1.700M6 19h12" />
  </Icon>
);
export const GiftIcon = () => (
  <Icon>
    <path d="M12 20s-7-4.400-7-9.500A4 4 0 0 1 12 8a4 4 0 0 1 7 2.500C19 15.600 12 20 12 20z" />
  </Icon>
);
export const VerifyIcon = () => (
  <Icon>
    <path d="M12 3l7 3v5c0 4.500-3 8-7 10-4-2-7-5.500-7-10V6zM9 12l2.200 2.200L15.500 10" />
  </Icon>
);
export const DeskIcon = () => (
  <Icon>
    <path d="M4 8h16M6 8v11M18 8v11M9 12h6M9 15.500h4M8 5h8" />
  </Icon>
);
export const SearchIcon = () => (
  <Icon size={20}>
    <circle cx="11" cy="11" r="6" />
    <path d="M15.500 15.500L20 20" />
  </Icon>
);
export const PlayIcon = () => (
  <Icon size={18}>
    <path d="M8 5.500v13l10-6.500z" />
  </Icon>
);
export const CheckIcon = ({ size = 18 }: { size?: number }) => (
  <Icon size={size}>
    <path d="M5 12.500l4.500 4.500L19 7.500" />
  </Icon>
);
export const CrossIcon = ({ size = 18 }: { size?: number }) => (
  <Icon size={size}>
    <path d="M6.500 6.500l11 11M17.500 6.500l-11 11" />
  </Icon>
);
export const WarnIcon = ({ size = 20 }: { size?: number }) => (
  <Icon size={size}>
    <path d="M12 4l9 16H3zM12 10v4.500M12 17.300v.1" />
  </Icon>
);
export const InfoIcon = ({ size = 20 }: { size?: number }) => (
  <Icon size={size}>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 11v5.500M12 7.700v.1" />
  </Icon>
);
export const FileIcon = () => (
  <Icon size={20}>
    <path d="M7 3h7l4 4v14H7zM14 3v4h4M10 12h5M10 16h5" />
  </Icon>
);
export const CopyIcon = () => (
  <Icon size={16}>
    <path d="M9 9h10v11H9zM15 9V4H5v11h4" />
  </Icon>
);
export const WalletIcon = () => (
  <Icon size={20}>
    <path d="M4 7h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2zM4 7a2 2 0 0 1 2-2h10M16 13h.1" />
  </Icon>
);
export const ChevronIcon = () => (
  <Icon size={18}>
    <path d="M9 6l6 6-6 6" />
  </Icon>
);
