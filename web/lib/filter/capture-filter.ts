// Capture filters: libpcap's language, compiled to a program that says which packets are wanted.
import { CaptureError, withMemory } from "../base/capture-error.js";
import { showFacts } from "../base/inspect.js";
import { type Names, requireOptions } from "../base/option-names.js";
import { requireBooleans, requireBytes, requireWord } from "../base/require.js";
import type { BpfModule, CoreCaptureFilter } from "../core/bpf-module.js";
import { CoreBuffer } from "../core/core-buffer.js";
import { giveBack } from "../core/core-guard.js";
import type { BpfInstruction } from "./bpf-instruction.js";
import { GeneratedFilter } from "./generated-filter.js";

/** What a capture filter is compiled for. */
export interface CaptureFilterOptions {
  /** Link type of the packets, a LINKTYPE_ number; by default Ethernet. */
  readonly linkType?: number;
  /** What the program returns for a packet that is wanted; by default 262144. */
  readonly snaplen?: number;
  /** Whether the program is optimised; by default it is. Very long filters can only do without. */
  readonly optimize?: boolean;
  /** Netmask of the network, as a number or an address, which `ip broadcast` needs. */
  readonly netmask?: number | string;
}

/** How a program is written, as tcpdump's options of these names write it. */
export type BpfForm = "-d" | "-dd" | "-ddd";

const NAMES: Names<CaptureFilterOptions> = {
  linkType: true,
  snaplen: true,
  optimize: true,
  netmask: true,
};

/** What runs a program over packets: how many bytes of one are wanted. */
interface Runner {
  run(packet: Uint8Array, originalLength: number): number;
  /** As `CaptureFilter.matchesOf`. */
  runAll(bytes: Uint8Array, rows: Uint32Array): Uint8Array;
}

/** A capture filter's program; made by {@link compileCaptureFilter}. */
export class CaptureFilter {
  /** The program, as libpcap 1.10.3 makes it. */
  readonly instructions: readonly BpfInstruction[];
  readonly #texts: ReadonlyMap<string, string>;
  readonly #runner: Runner | string;

  static {
    showFacts(CaptureFilter.prototype, "CaptureFilter", ({ instructions }) => ({ instructions }));
  }

  /** @internal `runner` is the reason where there is none. */
  constructor(
    instructions: readonly BpfInstruction[],
    texts: ReadonlyMap<string, string>,
    runner: Runner | string,
  ) {
    this.instructions = instructions;
    this.#texts = texts;
    this.#runner = runner;
  }

  /** The program as `tcpdump -d` prints it, or `-dd` (an array of C) or `-ddd` (numbers). */
  toString(form: BpfForm = "-d"): string {
    const text = this.#texts.get(form);
    if (text === undefined) throw new RangeError('form must be one of "-d", "-dd", "-ddd"');
    return text;
  }

  /**
   * Whether a packet is wanted, of which these bytes were captured. Throws a {@link CaptureError}
   * `invalid_filter` where the program loads ancillary data of the Linux kernel, as that of
   * `inbound` does on Ethernet.
   */
  matches(packet: Uint8Array, originalLength: number = packet.length): boolean {
    requireBytes("packet", packet);
    requireWord("originalLength", originalLength);
    return this.#running().run(packet, originalLength) !== 0;
  }

  /**
   * @internal Which of many packets are wanted: not 0 for those that are. Each is three words: where in
   * `bytes` it begins, its captured length, and its original one.
   */
  matchesOf(bytes: Uint8Array, rows: Uint32Array): Uint8Array {
    return this.#running().runAll(bytes, rows);
  }

  #running(): Runner {
    if (typeof this.#runner === "string") throw invalid(this.#runner);
    return this.#runner;
  }
}

/** @internal */
export async function compileFilterOn(
  loadBpf: () => Promise<BpfModule>,
  text: string | readonly BpfInstruction[],
  options: CaptureFilterOptions = {},
): Promise<CaptureFilter> {
  if (typeof text !== "string") requireProgram(text);
  const { linkType, snaplen, netmask, optimize } = checked(options);
  const module = await loadBpf();
  const self = new module.CaptureFilter(linkType, snaplen, netmask, optimize);
  const core = new Core(module, self);
  const isTaken = typeof text === "string" ? core.compile(text) : core.load(text);
  if (!isTaken) {
    const reason = core.text();
    core.delete();
    throw invalid(reason);
  }
  const instructions = core.instructions();
  const forms = ["-d", "-dd", "-ddd"].map((form, i) => [form, core.print(i + 1)] as const);
  const texts = new Map(forms);
  const why = self.start() ? undefined : core.text();
  // Without memory or leave to compile anything more, the interpreter does it.
  const runner = why ?? (await GeneratedFilter.of(instructions).catch(() => undefined)) ?? core;
  if (runner !== core) core.delete();
  return new CaptureFilter(instructions, texts, runner);
}

function requireProgram(program: readonly BpfInstruction[]): void {
  if (!Array.isArray(program)) throw new TypeError("text must be a string or instructions");
  for (const { code, jt, jf, k } of program) {
    for (const word of [code, jt, jf, k]) requireWord("a part of an instruction", word);
  }
}

function checked(options: CaptureFilterOptions) {
  requireOptions("options", options, NAMES);
  requireBooleans(options, ["optimize"]);
  const { linkType = 1, snaplen = 262144, netmask = 0xffffffff, optimize = true } = options;
  if (requireWord("options.linkType", linkType) > 0xffff) {
    throw new RangeError("options.linkType must be an integer from 0 to 65535");
  }
  requireWord("options.snaplen", snaplen);
  const mask = typeof netmask === "string" ? numberOf(netmask) : netmask;
  requireWord("options.netmask", mask);
  return { linkType, snaplen, netmask: mask, optimize };
}

function numberOf(address: string): number {
  const parts = address.split(".").map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : 256));
  if (parts.length !== 4 || parts.some((part) => part > 255)) {
    throw new RangeError("options.netmask must be a number or as 255.255.255.0");
  }
  return parts.reduce((all, part) => all * 256 + part, 0);
}

function invalid(reason: string): CaptureError {
  return new CaptureError("invalid_filter", reason);
}

/** Asks the module; also its interpreter. */
class Core implements Runner {
  readonly #module: BpfModule;
  readonly #self: CoreCaptureFilter;
  readonly #buffer: CoreBuffer;

  constructor(module: BpfModule, self: CoreCaptureFilter) {
    this.#module = module;
    this.#self = self;
    this.#buffer = new CoreBuffer(module, self);
  }

  compile(text: string): boolean {
    return this.#self.compile(
      this.#buffer.fill([withMemory(() => new TextEncoder().encode(text))]),
    );
  }

  load(program: readonly BpfInstruction[]): true {
    const bytes = new DataView(new ArrayBuffer(8 * program.length));
    for (const [i, { code, jt, jf, k }] of program.entries()) {
      bytes.setUint16(8 * i, code, true);
      bytes.setUint8(8 * i + 2, jt);
      bytes.setUint8(8 * i + 3, jf);
      bytes.setUint32(8 * i + 4, k, true);
    }
    this.#buffer.fill([new Uint8Array(bytes.buffer)]);
    this.#self.load(program.length);
    return true;
  }

  instructions(): BpfInstruction[] {
    const { buffer } = this.#module.HEAPU8;
    const count = this.#self.instructionCount();
    const view = new DataView(buffer, this.#self.instructions(), 8 * count);
    return Array.from({ length: count }, (_, i) => ({
      code: view.getUint16(8 * i, true),
      jt: view.getUint8(8 * i + 2),
      jf: view.getUint8(8 * i + 3),
      k: view.getUint32(8 * i + 4, true),
    }));
  }

  print(form: number): string {
    this.#self.print(form);
    return this.text();
  }

  text(): string {
    const from = this.#self.text();
    const bytes = this.#module.HEAPU8.subarray(from, from + this.#self.textSize());
    return new TextDecoder().decode(bytes);
  }

  run(packet: Uint8Array, originalLength: number): number {
    return this.#self.run(this.#buffer.fill([packet]), originalLength);
  }

  runAll(bytes: Uint8Array, rows: Uint32Array): Uint8Array {
    const wanted = new Uint8Array(rows.length / 3);
    for (let i = 0; i < wanted.length; i += 1) {
      const [from = 0, captured = 0, original = 0] = rows.subarray(3 * i, 3 * i + 3);
      wanted[i] = this.run(bytes.subarray(from, from + captured), original) === 0 ? 0 : 1;
    }
    return wanted;
  }

  /** Nothing is asked of it any more. */
  delete(): void {
    this.#self.delete();
    giveBack(this.#module);
  }
}
