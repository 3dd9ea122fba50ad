/** The report's whole look: system fonts, one accent, light and dark. */
export const styles = `
:root { --ink: #1d2430; --soft: #5b6675; --paper: #fbfaf7; --card: #ffffff; --line: #e4e1d8; --accent: #0d7a5f; --calm: #7a94b8; --quiet: #e2e6ea; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaee; --soft: #a0a9b8; --paper: #14171c; --card: #1c2027; --line: #2d333d; --accent: #3cc79c; --calm: #6d8cb9; --quiet: #2b313a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", sans-serif; }
main { max-width: 860px; margin: 0 auto; padding: 48px 20px 80px; }
h1 { font-size: 34px; line-height: 1.15; letter-spacing: -0.02em; margin: 0 0 12px; }
h2 { font-size: 20px; margin: 0 0 4px; }
.lead { color: var(--soft); max-width: 62ch; margin: 0 0 32px; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 22px 24px; margin: 0 0 20px; overflow-x: auto; }
section p { color: var(--soft); margin: 0 0 14px; }
svg { display: block; width: 100%; min-width: 560px; height: auto; }
svg text { font: 13px system-ui, sans-serif; fill: var(--ink); }
svg .value { fill: var(--soft); }
svg .accent { fill: var(--accent); }
svg .calm { fill: var(--calm); }
svg .quiet { fill: var(--quiet); }
svg .band { fill: var(--calm); opacity: 0.35; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: 14px; }
th, td { text-align: right; padding: 6px 8px; border-bottom: 1px solid var(--line); }
th:first-child, td:first-child { text-align: left; }
th { color: var(--soft); font-weight: 500; }
blockquote { margin: 0; padding: 12px 16px; border-left: 3px solid var(--accent); white-space: pre-wrap; font-family: ui-serif, Georgia, serif; }
`
