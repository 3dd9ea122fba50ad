// AVA reads its configuration from a default export; everything else in the repository uses named ones.
export default {
  files: ['tests/dist/**/*.test.js', '!tests/dist/deep/**'],
  concurrency: 2,
  timeout: '20m',
  nodeArguments: ['--enable-source-maps', '--disable-warning=ExperimentalWarning'],
  environmentVariables: { NEAR_WORKSPACES_NETWORK: 'sandbox' },
}
