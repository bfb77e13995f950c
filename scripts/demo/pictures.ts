/** Small drawn pictures in place of the photographs that a real campaign would have. */
export const SCENES = [
  'mountains',
  'blankets',
  'heaters',
  'coats',
  'medicine',
  'bus',
  'books',
  'soup',
  'masks',
] as const;
export type Scene = (typeof SCENES)[number];

const WIDTH = 960;
const HEIGHT = 640;

/**
 * A JPEG of the scene. No fonts are used: a bare machine may have none.
 * @param hour places the sun, so that two photographs of one place are not the same file
 */
export async function draw(scene: Scene, hour = 0): Promise<Uint8Array<ArrayBuffer>> {
  // Loaded where a picture is drawn: all who name the story's people come by here.
  const { default: sharp } = await import('sharp');
  const jpeg = await sharp(Buffer.from(svgOf(scene, hour)))
    .jpeg({ quality: 80 })
    .toBuffer();
  return new Uint8Array(jpeg);
}

function svgOf(scene: Scene, hour: number): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">
    <defs>
      <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">
        <stop offset="0" stop-color="#9fc9e8"/><stop offset="1" stop-color="#fdf3e1"/>
      </linearGradient>
    </defs>
    <rect width="100%" height="100%" fill="url(#sky)"/>
    <circle cx="${760 - 70 * hour}" cy="${150 - 8 * hour}" r="64" fill="#ffc247"/>
    <path d="M0 420 L180 210 L330 380 L520 160 L720 400 L860 290 L960 390 V640 H0 Z" fill="#7f9bb3"/>
    <path d="M180 210 L215 250 L180 262 L150 246 Z M520 160 L566 216 L520 236 L478 210 Z" fill="#ffffff"/>
    <path d="M0 470 Q240 390 480 460 T960 440 V640 H0 Z" fill="#86a873"/>
    <path d="M0 560 Q300 510 620 552 T960 540 V640 H0 Z" fill="#6b8f5c"/>
    ${OBJECTS[scene]()}
  </svg>`;
}

const OBJECTS: Record<Scene, () => string> = {
  mountains: () => house(430, 430, '#c8643f'),
  blankets: () => house(120, 400, '#b0553a') + row(5, (x) => pile(x), 400, 104),
  heaters: () => house(120, 400, '#b0553a') + row(4, (x) => heater(x), 420, 128),
  coats: () => house(120, 400, '#b0553a') + row(6, (x) => coat(x), 380, 92),
  medicine: () => clinic(140, 380) + row(6, (x) => medicine(x), 430, 78),
  bus: () => bus(300, 420),
  books: () => house(120, 400, '#b0553a') + row(12, (x, i) => book(x, i), 430, 38),
  masks: () => clinic(140, 380) + row(5, (x) => carton(x), 410, 98),
  soup: () => house(120, 400, '#b0553a') + row(5, (x) => bowl(x), 400, 104),
};

function row(count: number, one: (x: number, i: number) => string, from: number, gap: number) {
  return Array.from({ length: count }, (_, i) => one(from + i * gap, i)).join('');
}

function house(x: number, y: number, roof: string): string {
  return `<rect x="${x}" y="${y}" width="200" height="130" fill="#f3e6cf"/>
    <path d="M${x - 24} ${y} L${x + 100} ${y - 84} L${x + 224} ${y} Z" fill="${roof}"/>
    <rect x="${x + 82}" y="${y + 62}" width="38" height="68" fill="#7a5236"/>
    <rect x="${x + 22}" y="${y + 34}" width="40" height="40" fill="#8fc3de"/>
    <rect x="${x + 140}" y="${y + 34}" width="40" height="40" fill="#8fc3de"/>`;
}

function clinic(x: number, y: number): string {
  return `<rect x="${x}" y="${y}" width="230" height="150" fill="#ffffff"/>
    <rect x="${x}" y="${y - 18}" width="230" height="18" fill="#4b87a5"/>
    <path d="M${x + 100} ${y + 24} h30 v26 h26 v30 h-26 v26 h-30 v-26 h-26 v-30 h26 z" fill="#3d9a63"/>`;
}

function pile(x: number): string {
  const colours = ['#c9493f', '#e9b44c', '#3f7cac', '#8a5a83'];
  return colours
    .map((colour, i) => {
      const y = 556 - i * 30;
      return `<rect x="${x}" y="${y}" width="88" height="26" rx="10" fill="${colour}"/>
        <rect x="${x + 30}" y="${y}" width="10" height="26" fill="#ffffff" opacity="0.5"/>`;
    })
    .join('');
}

function heater(x: number): string {
  const bars = [0, 1, 2].map(
    (i) => `<rect x="${x + 14}" y="${474 + i * 26}" width="72" height="12" rx="6" fill="#ff8a3c"/>`,
  );
  return `<rect x="${x}" y="456" width="100" height="106" rx="12" fill="#4a5563"/>${bars.join('')}
    <rect x="${x + 12}" y="562" width="14" height="16" fill="#333c47"/>
    <rect x="${x + 74}" y="562" width="14" height="16" fill="#333c47"/>`;
}

function coat(x: number): string {
  return `<path d="M${x} 470 L${x + 26} 446 h24 L${x + 76} 470 L${x + 66} 506 L${x + 58} 500 V578 H${x + 18} V500 L${x + 10} 506 Z" fill="#2f6690"/>
    <path d="M${x + 38} 448 V578" stroke="#f2d0a4" stroke-width="4"/>`;
}

function medicine(x: number): string {
  return `<rect x="${x}" y="500" width="60" height="78" rx="6" fill="#f7fbff" stroke="#4b87a5" stroke-width="4"/>
    <path d="M${x + 24} 518 h12 v14 h14 v12 h-14 v14 h-12 v-14 h-14 v-12 h14 z" fill="#3d9a63"/>`;
}

function book(x: number, i: number): string {
  const colours = ['#c9493f', '#3f7cac', '#e9b44c', '#5b8c5a'];
  const height = 92 + ((i * 37) % 40);
  return `<rect x="${x}" y="${578 - height}" width="32" height="${height}" rx="3" fill="${colours[i % 4]}"/>
    <rect x="${x + 6}" y="${592 - height}" width="20" height="8" fill="#ffffff" opacity="0.7"/>`;
}

function bowl(x: number): string {
  return `<path d="M${x} 510 h88 q-4 66 -30 68 h-28 q-26 -2 -30 -68 z" fill="#f7fbff" stroke="#3f7cac" stroke-width="4"/>
    <ellipse cx="${x + 44}" cy="510" rx="44" ry="10" fill="#e9913c"/>
    <path d="M${x + 28} 492 q-10 -14 0 -26 t0 -26 M${x + 58} 492 q-10 -14 0 -26 t0 -26" fill="none" stroke="#ffffff" stroke-width="5" opacity="0.8"/>`;
}

function carton(x: number): string {
  return `<rect x="${x}" y="486" width="84" height="92" rx="4" fill="#d8b07a"/>
    <path d="M${x} 512 h84 M${x + 42} 486 v26" stroke="#a97f4c" stroke-width="4"/>
    <path d="M${x + 18} 534 q24 -14 48 0 v22 q-24 14 -48 0 z" fill="#cfe8f5" stroke="#4b87a5" stroke-width="3"/>`;
}

function bus(x: number, y: number): string {
  const windows = [0, 1, 2, 3].map(
    (i) =>
      `<rect x="${x + 26 + i * 84}" y="${y + 24}" width="64" height="46" rx="6" fill="#cfe8f5"/>`,
  );
  return `<rect x="${x}" y="${y}" width="380" height="130" rx="22" fill="#f0a030"/>${windows.join('')}
    <circle cx="${x + 84}" cy="${y + 134}" r="30" fill="#333c47"/>
    <circle cx="${x + 300}" cy="${y + 134}" r="30" fill="#333c47"/>`;
}
