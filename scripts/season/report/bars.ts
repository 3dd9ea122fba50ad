import { escapeHtml } from './format.js'

export type Bar = {
  readonly label: string
  readonly value: number
  /** Stands at the end of the bar. */
  readonly text: string
  readonly tone: 'accent' | 'calm'
}

const rowHeight = 30
const width = 720

/** Horizontal bars as SVG, the longest across the whole width. */
export function barChart(title: string, bars: readonly Bar[]): string {
  const most = Math.max(...bars.map(({ value }) => value), 0) || 1
  const longest = Math.max(...bars.map(({ label }) => label.length), 0)
  const labelWidth = Math.max(120, Math.ceil(longest * 6.9) + 20)
  const room = width - labelWidth - 130
  const rows = bars.map(({ label, value, text, tone }, i) => {
    const y = i * rowHeight
    const length = Math.max(2, (value / most) * room)
    return [
      `<text class="label" x="${labelWidth - 10}" y="${y + 19}" text-anchor="end">${escapeHtml(label)}</text>`,
      `<rect class="${tone}" x="${labelWidth}" y="${y + 5}" width="${length.toFixed(1)}" height="20" rx="4"/>`,
      `<text class="value" x="${(labelWidth + length + 8).toFixed(1)}" y="${y + 19}">${escapeHtml(text)}</text>`,
    ].join('')
  })
  return `<svg role="img" aria-label="${escapeHtml(title)}" viewBox="0 0 ${width} ${bars.length * rowHeight + 4}">${rows.join('')}</svg>`
}
