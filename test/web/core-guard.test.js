// A core that fails: one instance of it, once, and with the reason.
import { describe, expect, test } from "@jest/globals";
import { bundled } from "./page/bundled.js";

const { coreLoader } = await bundled("../lib/core/core.ts");
const { guardedLoader } = await bundled("../lib/core/core-guard.ts");

// (module (memory 1) (func (export "trap") unreachable))
const bytes = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 5, 3, 1, 0, 1],
  ...[7, 8, 1, 4, 0x74, 0x72, 0x61, 0x70, 0, 0, 10, 5, 1, 3, 0, 0, 0x0b],
);

/** Glue as Emscripten's: its classes call the instance, and have been freed or not. */
function createGlue(calls) {
  return async ({ instantiateWasm }) => {
    const instance = await new Promise((resolve) => instantiateWasm({}, resolve));
    class Handle {
      #isDeleted = false;
      isDeleted() {
        return this.#isDeleted;
      }
      delete() {
        calls.push("delete");
        this.#isDeleted = true;
      }
    }
    class Index extends Handle {
      constructor(fails) {
        super();
        calls.push("constructor");
        if (fails) instance.exports.trap();
      }
      length() {
        calls.push("length");
        return 7;
      }
      fail(how) {
        calls.push("fail");
        if (how === undefined) instance.exports.trap();
        throw how;
      }
    }
    return { Index, plain: () => 1, setHashKey() {}, HEAPU8: new Uint8Array(1) };
  };
}

function loader(calls = []) {
  let compiled = 0;
  const compile = async () => {
    compiled += 1;
    return WebAssembly.compile(bytes);
  };
  const load = guardedLoader(coreLoader(createGlue(calls), compile));
  return { load, calls, compiled: () => compiled };
}

function codeOf(call) {
  try {
    return call();
  } catch ({ name, code }) {
    return `${name} ${code}`;
  }
}

describe("coreLoader()", () => {
  test("compiles once and gives everybody an instance of his own", async () => {
    const { load, compiled } = loader();
    const [one, two] = [await load(), await load()];
    expect([one === two, compiled(), new one.Index().length(), one.plain()]).toEqual([
      false,
      1,
      7,
      1,
    ]);
  });

  test("tries again after it could not compile", async () => {
    let isDown = true;
    const load = coreLoader(createGlue([]), async () => {
      if (isDown) throw new Error("no network");
      return WebAssembly.compile(bytes);
    });
    await expect(load()).rejects.toThrow("The core could not be loaded: Error: no network");
    isDown = false;
    expect(new (await load()).Index().length()).toBe(7);
  });
});

describe("an instance that failed", () => {
  test("says how, and is never called again", async () => {
    const { load, calls } = loader();
    const [core, other] = [await load(), await load()];
    const [index, second] = [new core.Index(), new core.Index()];
    expect(codeOf(() => index.fail())).toBe("CaptureError core_failed");
    calls.length = 0;
    expect(codeOf(() => index.length())).toBe("CaptureError core_failed");
    expect(codeOf(() => second.length())).toBe("CaptureError core_failed");
    expect(codeOf(() => new core.Index())).toBe("CaptureError core_failed");
    index.delete();
    second.delete();
    expect(calls).toEqual([]);
    expect(new other.Index().length()).toBe(7);
  });

  test("fails in a constructor as well", async () => {
    const core = await loader().load();
    expect(codeOf(() => new core.Index(true))).toBe("CaptureError core_failed");
    expect(codeOf(() => new core.Index())).toBe("CaptureError core_failed");
  });

  const reasons = [
    ["RuntimeError", "Aborted(). Build with -s ASSERTIONS=1", "out_of_memory"],
    ["RuntimeError", "memory access out of bounds", "core_failed"],
    ["RangeError", "Maximum call stack size exceeded", "core_failed"],
    ["InternalError", "too much recursion", "core_failed"],
  ];
  test.each(reasons)("because of a %s: %s", async (name, message, code) => {
    const cause = Object.assign(new Error(message), { name });
    const index = new (await loader().load()).Index();
    const error = await Promise.resolve()
      .then(() => index.fail(cause))
      .catch((reason) => reason);
    expect(error).toMatchObject({ name: "CaptureError", code, cause });
    expect(error.message).toMatch(/^[A-Z].*\.$/);
  });

  test("is no instance that was called with a wrong argument, or after its end", async () => {
    const core = await loader().load();
    const index = new core.Index();
    const wrong = Object.assign(new Error("Cannot convert"), { name: "BindingError" });
    expect(codeOf(() => index.fail(wrong))).toBe("BindingError undefined");
    expect(index.length()).toBe(7);
    index.delete();
    expect(codeOf(() => index.length())).toBe("CaptureError closed");
    expect(new core.Index().length()).toBe(7);
  });
});
