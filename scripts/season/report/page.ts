import { barChart } from './bars.js'
import type { Round, SeasonReport } from './data.js'
import { flowDiagram } from './flow.js'
import { escapeHtml, formatNear, formatTgas, shortName } from './format.js'
import { funnel } from './funnel.js'
import { styles } from './styles.js'

/** The whole report as one HTML file that needs nothing else. */
export function renderReport(report: SeasonReport): string {
  const { reconciliation } = report
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A season of the Research Hub</title>
<style>${styles}</style>
</head>
<body>
<main>
<h1>A season of the Research Hub</h1>
<p class="lead">Real tiny language models, trained, committed, scored on items that nobody knew before,
promoted, licensed and paid for by the token, on an embedded NEAR chain. Every figure below comes from
that run.</p>
${report.rounds.map(leaderboard).join('\n')}
${section('The ladder', 'Seats by tier (logarithmic), and who holds one after this season.', funnel(report.ladder))}
${section('Where the money went', 'Amounts in NEAR; hover a band for the exact figure.', flowDiagram(report.flows))}
${section('Gas by method', 'Mean of whole transactions, in Tgas.', gasChart(report))}
${section('Steps', '', stepTable(report))}
${section('Every yocto', `Before, less after, less what was burnt: <strong>${reconciliation.differenceYocto}</strong> yoctoNEAR.`, balanceTable(report))}
${section('What the winner wrote', 'The paid completion, streamed through a channel.', `<blockquote>${escapeHtml(report.completion)}</blockquote>`)}
</main>
</body>
</html>
`
}

function section(title: string, note: string, body: string): string {
  return `<section><h2>${escapeHtml(title)}</h2>${note === '' ? '' : `<p>${note}</p>`}${body}</section>`
}

function leaderboard({ title, placings }: Round): string {
  const bars = placings.map(({ rank, accountId, recipe, bitsPerByte, score, prizeYocto }) => ({
    label: `${rank}. ${shortName(accountId)} (${recipe})`,
    value: score,
    text: `${bitsPerByte.toFixed(3)} bits/byte`,
    tone: prizeYocto > 0n ? ('accent' as const) : ('calm' as const),
  }))
  const paid = placings
    .filter(({ prizeYocto }) => prizeYocto > 0n)
    .map(
      ({ accountId, prizeYocto }) =>
        `<span title="${prizeYocto} yoctoNEAR">${escapeHtml(shortName(accountId))} ${formatNear(prizeYocto)} NEAR</span>`,
    )
  return section(title, `Prizes: ${paid.join(', ')}.`, barChart(title, bars))
}

function gasChart({ methods }: SeasonReport): string {
  return barChart(
    'Gas by method',
    methods.map(({ contract, method, calls, meanGas }) => ({
      label: `${contract}.${method}`,
      value: Number(meanGas),
      text: `${formatTgas(meanGas)} (${calls})`,
      tone: 'calm' as const,
    })),
  )
}

function stepTable({ steps }: SeasonReport): string {
  const rows = steps.map(
    ({ name, transactions, gasBurnt, costYocto }) =>
      `<tr><td>${escapeHtml(name)}</td><td>${transactions}</td><td>${formatTgas(gasBurnt)}</td><td>${formatNear(costYocto, 5)}</td></tr>`,
  )
  return `<table><thead><tr><th>step</th><th>transactions</th><th>Tgas</th><th>NEAR</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
}

function balanceTable({ reconciliation }: SeasonReport): string {
  const rows = reconciliation.balances.map(({ accountId, role, beforeYocto, afterYocto }) => {
    const change = afterYocto - beforeYocto
    return `<tr title="${change} yoctoNEAR"><td>${escapeHtml(accountId)}</td><td>${escapeHtml(role)}</td><td>${formatNear(beforeYocto)}</td><td>${formatNear(afterYocto)}</td><td>${change > 0n ? '+' : ''}${formatNear(change)}</td></tr>`
  })
  const burnt = `<tr><td>burnt as gas</td><td></td><td></td><td>${formatNear(reconciliation.burntYocto)}</td><td></td></tr>`
  return `<table><thead><tr><th>account</th><th>role</th><th>before</th><th>after</th><th>change</th></tr></thead><tbody>${rows.join('')}${burnt}</tbody></table>`
}
