/** The plot of a simulation: one SVG file without scripts, fonts or links. */
import type { Summary } from './measure.js'
import { type ScenarioName, seedsText, type Targets, targets } from './targets.js'

type Panel = {
  readonly title: string
  readonly unit: string
  readonly top: number
  /** Where the required and the aimed at figures are. */
  readonly least: number | undefined
  readonly aim: number | undefined
  readonly most: number | undefined
  readonly bars: readonly { readonly label: string; readonly values: readonly number[] }[]
}

const width = 860
const panelWidth = 250
const panelHeight = 250
const margin = { left: 50, top: 90, between: 30 }
const colours = ['#2f6f9f', '#6aa84f', '#c27c2c']

export function plotOf(summaries: Readonly<Record<ScenarioName, Summary>>): string {
  const panels = panelsOf(summaries)
  const rows = Math.ceil(panels.length / 3)
  const height = margin.top + rows * (panelHeight + 70) + 20
  const body = panels.map((panel, at) => drawPanel(panel, at)).join('\n')
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" role="img">`,
    '<title>Who gets where on the ladder</title>',
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    text(margin.left, 34, 'Who gets where on the ladder', 'font-size="20" font-weight="bold"'),
    text(margin.left, 56, `Means over ${seedsText} after 48 months; every dot is one seed.`),
    text(margin.left, 74, 'Solid line: required. Dashed line: aimed at.'),
    body,
    '</svg>',
    '',
  ].join('\n')
}

function panelsOf(summaries: Readonly<Record<ScenarioName, Summary>>): Panel[] {
  const { quit2, quit0, smallLab, clones } = summaries
  const bars = (of: (outcome: Summary['outcomes'][number]) => number, all: readonly Summary[]) =>
    all.map(({ scenario, outcomes }) => ({ label: scenario.name, values: outcomes.map(of) }))
  const best = (name: 'quit2' | 'quit0' | 'smallLab', summary: Summary): Panel => {
    const { least, aim }: Targets[typeof name] = targets[name]
    return {
      title: 'Of the 20 best, in the top tier',
      unit: 'people',
      top: 20,
      least,
      aim,
      most: undefined,
      bars: bars(({ best20 }) => best20, [summary]),
    }
  }
  return [
    best('quit2', quit2),
    best('quit0', quit0),
    best('smallLab', smallLab),
    {
      title: 'Good newcomers with a seat',
      unit: '%',
      top: 100,
      least: targets.newcomersSeated * 100,
      aim: undefined,
      most: undefined,
      bars: bars(({ newcomersSeated }) => newcomersSeated * 100, [quit2, quit0]),
    },
    {
      title: 'Day of the first top seat',
      unit: 'days',
      top: 600,
      least: undefined,
      aim: undefined,
      most: targets.firstTopDay,
      bars: bars(({ firstTopDay }) => Math.min(firstTopDay, 600), [quit2, quit0]),
    },
    {
      title: 'Most seats a tier of one model',
      unit: 'seats',
      top: 4,
      least: undefined,
      aim: undefined,
      most: targets.seatsOfOneModel,
      bars: bars(({ seatsOfOneModel }) => seatsOfOneModel, [clones]),
    },
  ]
}

function drawPanel(panel: Panel, at: number): string {
  const x = margin.left + (at % 3) * (panelWidth + margin.between)
  const y = margin.top + 30 + Math.floor(at / 3) * (panelHeight + 70)
  const yOf = (value: number): number => round(y + panelHeight * (1 - value / panel.top))
  const slot = panelWidth / panel.bars.length
  const lines = [
    text(x, y - 12, `${panel.title} (${panel.unit})`, 'font-weight="bold"'),
    line(x, yOf(0), x + panelWidth, yOf(0), 'stroke="#444444"'),
    ...[0, 0.5, 1].map((part) =>
      text(x - 6, yOf(part * panel.top) + 4, String(part * panel.top), 'text-anchor="end"'),
    ),
  ]
  for (const [index, { label, values }] of panel.bars.entries()) {
    const left = x + index * slot + slot * 0.25
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const colour = colours[index] ?? '#888888'
    const size = `width="${round(slot * 0.5)}" height="${round(yOf(0) - yOf(mean))}"`
    lines.push(
      `<rect x="${round(left)}" y="${yOf(mean)}" ${size} fill="${colour}" opacity="0.75"/>`,
      ...values.map((value, i) => {
        const across = left + (slot * 0.5 * (i + 0.5)) / values.length
        return `<circle cx="${round(across)}" cy="${yOf(value)}" r="2" fill="#222222"/>`
      }),
      text(round(left + slot * 0.25), yOf(0) + 18, label, 'text-anchor="middle"'),
      text(round(left + slot * 0.25), yOf(0) + 34, `mean ${round(mean)}`, 'text-anchor="middle"'),
    )
  }
  for (const limit of [panel.least, panel.most]) {
    if (limit !== undefined) lines.push(limitLine(x, yOf(limit), ''))
  }
  if (panel.aim !== undefined) lines.push(limitLine(x, yOf(panel.aim), ' stroke-dasharray="6 4"'))
  return lines.join('\n')
}

function limitLine(x: number, y: number, dashes: string): string {
  return line(x, y, x + panelWidth, y, `stroke="#b03030" stroke-width="1.5"${dashes}`)
}

function line(x1: number, y1: number, x2: number, y2: number, rest: string): string {
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" ${rest}/>`
}

function text(x: number, y: number, content: string, rest = ''): string {
  return `<text x="${x}" y="${y}" fill="#222222" ${rest}>${content}</text>`
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
