// Jest's settings for the tests of projects that use the package; needs --experimental-vm-modules.
export default {
  displayName: "consumers",
  rootDir: "../..",
  roots: ["<rootDir>/test/consumers"],
  testEnvironment: "node",
  testTimeout: 180_000,
  // Bundlers take both cores by themselves.
  maxWorkers: 1,
  transform: {},
};
