// A batch of events on its way to another thread.
import type { EventColumns } from "../event/event.js";
import { EventBatch, type FileHeaderEvent } from "../index.js";

const COLUMNS = [
  "timestamp",
  "hasTimestamp",
  "linktype",
  "original_packet_length",
  "captured_packet_length",
  "interface_id",
] as const;

/** What a batch is made of again. */
export interface PackedBatch {
  readonly columns: EventColumns;
  readonly fileHeader: FileHeaderEvent | undefined;
  readonly sectionId: number | undefined;
}

/** A copy of the batch: its arrays may share their memory with other batches. */
export function packBatch(batch: EventBatch): PackedBatch {
  const { fileHeader, section_id, data, dataOffset, captured_packet_length: captured } = batch;
  const start = dataOffset[0] ?? 0;
  const end = (dataOffset.at(-1) ?? 0) + (captured.at(-1) ?? 0);
  const copies = COLUMNS.map((name) => [name, batch[name].slice()]);
  const columns = {
    ...Object.fromEntries(copies),
    data: data.slice(start, end),
    dataOffset: dataOffset.map((offset) => offset - start),
  } as EventColumns;
  return { columns, fileHeader, sectionId: section_id };
}

/** The batch in the thread that it has come to, whose memory it is. */
export function unpackBatch({ columns, fileHeader, sectionId }: PackedBatch): EventBatch {
  const transfer = Object.values(columns).map(({ buffer }) => buffer);
  const end = () => {
    structuredClone(undefined, { transfer });
  };
  return new EventBatch(columns, fileHeader, sectionId, { end });
}
