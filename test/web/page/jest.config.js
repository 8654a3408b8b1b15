// Jest's settings for the tests of the page in real browsers; needs --experimental-vm-modules.
export default {
  displayName: "page",
  rootDir: "../../..",
  roots: ["<rootDir>/test/web/page"],
  testEnvironment: "node",
  testTimeout: 60_000,
  // A browser takes a core by itself: two at a time only slow each other down.
  maxWorkers: 1,
  transform: {},
};
