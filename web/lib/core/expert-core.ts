// Expert information, from the core's memory.

import { type ExpertItem, expertItem, type RawExpertItem } from "../record/expert-item.js";
import { BatchCore } from "./batch-core.js";

/** The expert information of packets. All throw `out_of_memory`. */
export class ExpertCore extends BatchCore<readonly ExpertItem[]> {
  readonly hasAlwaysOne = false;

  /** Says that it is wanted; once it is known how packets are dissected. */
  start(): void {
    this.self.expert();
  }

  protected batchAt(address: number): readonly ExpertItem[] {
    const items = this.buffer.read(address) as readonly RawExpertItem[];
    return Object.freeze(items.map(expertItem));
  }
}
