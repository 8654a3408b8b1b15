// Real captures without a whole file header, where the others find no packets and we say so.
export const refusals = new Map([
  ["variants/gen/trunc_in_filehdr.pcap", "truncated_file_header"],
  ["variants/gen/ng_bad_bom_le.pcapng", "unknown_format"],
]);
