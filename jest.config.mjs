export default {
  projects: [
    '<rootDir>/libs/*/jest.config.mjs',
    '<rootDir>/apps/*/jest.config.mjs',
    '<rootDir>/e2e/jest.config.mjs',
  ],
  testTimeout: 60_000,
  // a process of its own for the suites, begun anew when they have filled it: no suite waits for another's garbage
  workerIdleMemoryLimit: '1GB',
};
