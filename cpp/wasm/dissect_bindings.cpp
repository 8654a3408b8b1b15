// What JavaScript sees of the core with the dissectors: an index that knows what packets say.
#include "wasm/summarised_index.h"

EMSCRIPTEN_BINDINGS(packetglass) {
  using packetglass::CaptureIndex;
  using packetglass::SummarisedIndex;
  packetglass::declare_capture_index();
  emscripten::class_<SummarisedIndex, emscripten::base<CaptureIndex>>("SummarisedIndex")
      .constructor<>()
      .function("summaryMemory", &SummarisedIndex::summary_memory)
      .function("unpackSummary", &SummarisedIndex::unpack_summary)
      .function("protocols", &SummarisedIndex::protocols)
      .function("listLayers", &SummarisedIndex::list_layers)
      .function("listConversations", &SummarisedIndex::list_conversations)
      .function("listEndpoints", &SummarisedIndex::list_endpoints)
      .function("listed", &SummarisedIndex::listed)
      .function("closeLists", &SummarisedIndex::close_lists)
      .function("streams", &SummarisedIndex::streams)
      .function("openStream", &SummarisedIndex::open_stream)
      .function("hasFragments", &SummarisedIndex::has_fragments)
      .function("streamFragments", &SummarisedIndex::stream_fragments)
      .function("closeStream", &SummarisedIndex::close_stream)
      .function("follow", &SummarisedIndex::follow)
      .function("hierarchy", &SummarisedIndex::hierarchy)
      .function("needed", &SummarisedIndex::needed)
      .function("plan", &SummarisedIndex::plan)
      .function("rows", &SummarisedIndex::rows)
      .function("layers", &SummarisedIndex::layers)
      .function("headers", &SummarisedIndex::headers);
}
