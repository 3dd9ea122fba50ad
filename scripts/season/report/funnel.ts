import type { Rung } from './data.js'
import { escapeHtml } from './format.js'

const width = 720
const rowHeight = 44

/** The ladder as a funnel: a bar of seats for each tier, on a logarithmic scale, centred. */
export function funnel(rungs: readonly Rung[]): string {
  const scale = (count: number): number => Math.log10(count + 1)
  const most = Math.max(...rungs.map(({ seats }) => scale(seats))) || 1
  const room = 330
  const middle = 320
  const rows = rungs.map(({ size, seats, standing, held }, i) => {
    const y = i * rowHeight
    const length = (scale(seats) / most) * room
    const taken = (scale(held) / most) * room
    const bar = (span: number, tone: string): string =>
      `<rect class="${tone}" x="${(middle - span / 2).toFixed(1)}" y="${y + 6}" width="${span.toFixed(1)}" height="28" rx="5"/>`
    return [
      `<text class="label" x="110" y="${y + 25}" text-anchor="end">${escapeHtml(size)}</text>`,
      bar(length, 'quiet'),
      held > 0 ? bar(Math.max(taken, 3), 'accent') : '',
      `<text class="value" x="505" y="${y + 25}">${held} of ${seats} seats${standing > 0 ? `, ${standing} stood` : ''}</text>`,
    ].join('')
  })
  return `<svg role="img" aria-label="Seats by tier" viewBox="0 0 ${width} ${rungs.length * rowHeight}">${rows.join('')}</svg>`
}
