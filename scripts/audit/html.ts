import { readFileSync } from 'node:fs';
import { evidenceLine, flagSentence, type Money } from './flagWords.ts';
import { bookTable, proofTable, tokenTable } from './htmlTables.ts';
import { escape, listOf, section } from './markup.ts';
import { moneyIn } from './money.ts';
import type { AuditReport, ReportCampaign, SignedReport } from './report.ts';
import { en } from './words/en.ts';
import type { Words } from './words/words.ts';
import { zh } from './words/zh.ts';
import { shortId } from '../../domain/shortHex.ts';

/** The report for people: one page that needs nothing else, runs nothing, and prints well. */
export function reportHtml(signed: SignedReport, language: 'zh' | 'en'): string {
  const words = language === 'zh' ? zh : en;
  return new Page(signed, words, language).whole();
}

const STYLE = readFileSync(new URL('./report.css', import.meta.url), 'utf8');
/** Nothing in the page may run or be fetched, whatever a text in it says. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

/** Findings, flags and what is overdue: more of each are not written out. */
const MOST_LISTED = 200;

class Page {
  readonly #report: AuditReport;
  readonly #signature: SignedReport['signature'];
  readonly #words: Words;
  readonly #language: 'zh' | 'en';
  readonly #campaigns: ReadonlyMap<string, ReportCampaign>;

  constructor({ report, signature }: SignedReport, words: Words, language: 'zh' | 'en') {
    this.#report = report;
    this.#signature = signature;
    this.#words = words;
    this.#language = language;
    this.#campaigns = new Map(report.campaigns.map((campaign) => [campaign.id, campaign]));
  }

  whole(): string {
    const { lang, title } = this.#words;
    const parts = [
      this.#head(),
      this.#subject(),
      this.#findings(),
      this.#flags(),
      this.#laws(),
      this.#overdue(),
      bookTable(this.#report, this.#words, this.#nameOf),
      proofTable(this.#report, this.#words, this.#nameOf),
      tokenTable(this.#report, this.#words),
      this.#papers(),
      this.#limits(),
      this.#code(),
      this.#roots(),
    ];
    return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${escape(`${title} · ${this.#report.chain.block}`)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${parts.join('\n')}
</main>
</body>
</html>
`;
  }

  #head(): string {
    const { title, clean, cleanMore, findings, findingsMore, risks } = this.#words;
    const { verdict, findings: list, flags } = this.#report;
    const isClean = verdict === 'clean';
    const lines = [
      `<h1>${escape(title)}</h1>`,
      `<div class="verdict ${verdict}">`,
      `<p class="word"><span aria-hidden="true">${isClean ? '✓' : '✘'}</span> ${escape(isClean ? clean : findings(list.length))}</p>`,
      `<p>${escape(isClean ? cleanMore : findingsMore)}</p>`,
    ];
    if (flags.length > 0) lines.push(`<p>${escape(risks(flags.length))}</p>`);
    return [...lines, '</div>'].join('\n');
  }

  #subject(): string {
    const { chain, subject, software, read } = this.#report;
    const { rows, agrees, disagrees, unsigned, readMore, what, proven } = this.#words;
    const second = chain.secondNode;
    const signed = this.#signature;
    const list: [string, string][] = [
      [rows.block, String(chain.block)],
      [rows.blockHash, chain.blockHash],
      [rows.time, this.#time(chain.timestamp)],
      [rows.chain, String(chain.chainId)],
      [rows.ledger, subject.ledger],
      [rows.registry, subject.registry],
      [
        rows.desks,
        subject.desks
          .filter(({ isRecognised }) => isRecognised)
          .map(({ address }) => address)
          .join(' '),
      ],
      [rows.node, chain.node],
      [rows.read, readMore(read.events, read.campaigns, read.entries)],
      [rows.proven, proven(this.#report.proven)],
      [
        rows.software,
        `Sunline ${software.version}${software.commit ? `, ${software.commit}` : ''}`,
      ],
      [rows.build, software.build],
      [rows.signer, signed?.signer ?? unsigned],
    ];
    if (subject.campaign !== null)
      list.splice(5, 0, [rows.campaign, this.#nameOf(subject.campaign)]);
    if (second !== null) {
      const words = second.agrees ? agrees : `${disagrees}: ${second.blockHash}`;
      list.splice(8, 0, [rows.secondNode, `${second.node}, ${words}`]);
    }
    if (signed !== null) {
      list.push([rows.digest, signed.digest], [rows.signature, signed.signature]);
    }
    const lines = list.map(
      ([name, value]) =>
        `<tr><th scope="row">${escape(name)}</th><td${value.startsWith('0x') ? ' class="hex"' : ''}>${escape(value)}</td></tr>`,
    );
    return section(what, `<table class="pairs">${lines.join('')}</table>`);
  }

  #findings(): string {
    const { findingsTitle, noFindings, own, breach, law, apartMore } = this.#words;
    const { expected, found, seen } = this.#words;
    const written: Readonly<Record<string, string>> = seen;
    const { findings, apartFindings } = this.#report;
    const known: Readonly<Record<string, string>> = own;
    const items = findings.map((finding) => {
      const words =
        known[finding.code] ?? (finding.law === null ? finding.code : breach(finding.law));
      const where = finding.campaign === null ? '' : ` · ${this.#nameOf(finding.campaign)}`;
      const number = finding.law === null ? '' : `${law} ${finding.law} · `;
      const at = finding.at === null ? '' : ` · ${finding.at.tx}`;
      return `<li class="broken"><p><strong>${escape(words)}</strong></p><p class="hex">${escape(`${number}${finding.code} · ${finding.subject}${where}${at}`)}</p><p class="hex">${escape(expected)} ${escape(finding.expected)}<br>${escape(found)} ${escape(written[finding.found] ?? finding.found)}</p></li>`;
    });
    const more =
      apartFindings.length === 0 ? '' : `<p>${escape(apartMore(apartFindings.length))}</p>`;
    return section(findingsTitle, this.#first(items, noFindings) + more);
  }

  #flags(): string {
    const { flagsTitle, flagsMore, noFlags, severity, restsOn } = this.#words;
    const money: Money = (campaign, units) => this.#money(campaign, units);
    const items = this.#report.flags.map((flag) => {
      const lines = flag.evidence.map(
        (one) => `<li class="hex">${escape(evidenceLine(one, this.#words, money))}</li>`,
      );
      return `<li class="${flag.severity}"><p><strong>${escape(severity[flag.severity])}</strong> · ${escape(this.#nameOf(flag.campaign))}</p><p>${escape(flagSentence(flag, this.#words, money))}</p><p>${escape(restsOn)}</p><ul>${lines.join('')}</ul></li>`;
    });
    return section(flagsTitle, `<p>${escape(flagsMore)}</p>${this.#first(items, noFlags)}`);
  }

  #laws(): string {
    const { laws, lawText, verdict } = this.#words;
    const rows = this.#report.laws.map(
      (law) =>
        `<tr class="${law.verdict}"><th scope="row">${law.number}</th><td>${escape(lawText[law.text] ?? law.statement)}</td><td>${escape(verdict[law.verdict])}</td></tr>`,
    );
    return section(laws, `<table class="laws">${rows.join('')}</table>`);
  }

  #overdue(): string {
    const { overdueTitle, overdue, overdueMarked, due, noOverdue } = this.#words;
    const items = this.#report.overdue.map(({ kind, campaign, amount, due: date, isMarked }) => {
      const sum = amount === null ? '' : ` · ${this.#money(campaign, amount)}`;
      const marked = isMarked ? ` · ${overdueMarked}` : '';
      return `<li>${escape(`${overdue[kind]} · ${this.#nameOf(campaign)}${sum} · ${due} ${this.#time(date)}${marked}`)}</li>`;
    });
    return section(overdueTitle, this.#first(items, noOverdue));
  }

  #papers(): string {
    const { papersTitle, documents, unpublished, batches, papersNotChecked } = this.#words;
    const lines: string[] = [];
    const { documents: papers, batches: files } = this.#report;
    if (papers === null) lines.push(papersNotChecked);
    else lines.push(documents(papers));
    if (papers !== null && papers.unpublishedWords > 0) {
      lines.push(unpublished(papers.unpublishedWords));
    }
    if (files !== null && files.batches > 0) lines.push(batches(files));
    return section(papersTitle, lines.map((line) => `<p>${escape(line)}</p>`).join(''));
  }

  #limits(): string {
    const { limitsTitle, limit, neverTitle, never, againTitle, again } = this.#words;
    const list = (items: readonly string[]) =>
      `<ul>${items.map((item) => `<li>${escape(item)}</li>`).join('')}</ul>`;
    return [
      section(limitsTitle, list(this.#report.limits.map((one) => limit[one]))),
      section(neverTitle, list(never)),
      section(againTitle, list(again)),
    ].join('\n');
  }

  #code(): string {
    const { codeTitle, codeOurs, codeOther } = this.#words;
    const rows = this.#report.code.map(
      ({ name, address, codeHash, isOurs }) =>
        `<tr><th scope="row">${escape(name)}</th><td class="hex">${address}<br>${codeHash}</td><td>${escape(isOurs ? codeOurs : codeOther)}</td></tr>`,
    );
    return section(codeTitle, `<table>${rows.join('')}</table>`);
  }

  #roots(): string {
    const { rootsTitle, root, ledgerJournal, deskJournal } = this.#words;
    const blocks = this.#report.campaigns.map((campaign) => {
      const rows: [string, string | null][] = [
        [root, campaign.root],
        [ledgerJournal, campaign.ledgerJournal],
        [deskJournal, campaign.deskJournal],
      ];
      const lines = rows.map(([name, value]) => `${escape(name)} ${value ?? '—'}`);
      return `<p>${escape(this.#nameOf(campaign.id))}<br><span class="hex">${campaign.id}<br>${lines.join('<br>')}</span></p>`;
    });
    return section(rootsTitle, blocks.join(''));
  }

  /** As many as people read; all of them are in the report for programs. */
  #first(items: readonly string[], none: string): string {
    const rest = items.length - MOST_LISTED;
    const more = rest > 0 ? `<p>${escape(this.#words.restListed(rest))}</p>` : '';
    return listOf(items.slice(0, MOST_LISTED), none) + more;
  }

  readonly #nameOf = (id: string): string =>
    this.#campaigns.get(id)?.name?.[this.#language] ?? shortId(id);

  #money(campaign: string, units: string): string {
    return moneyIn(this.#report, campaign, units, this.#words.locale);
  }

  #time(seconds: number): string {
    return `${new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  }
}
