// Jest's settings for the tests of the package and the scripts; needs --experimental-vm-modules.
export default {
  displayName: "node",
  rootDir: "../..",
  roots: ["<rootDir>/test/web"],
  testPathIgnorePatterns: ["<rootDir>/test/web/page/"],
  testEnvironment: "node",
  transform: {},
};
