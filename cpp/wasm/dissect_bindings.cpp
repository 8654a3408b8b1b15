// What JavaScript sees of the core with the dissectors: an index that knows what packets say.
#include "wasm/summarised_index.h"

EMSCRIPTEN_BINDINGS(packetglass) {
  using packetglass::CaptureIndex;
  using packetglass::ListedIndex;
  using packetglass::SummarisedIndex;
  packetglass::declare_capture_index();
  emscripten::class_<ListedIndex, emscripten::base<CaptureIndex>>("ListedIndex")
      .function("decodeAs", &ListedIndex::decode_as)
      .function("prefer", &ListedIndex::prefer)
      .function("summaryMemory", &ListedIndex::summary_memory)
      .function("unpackSummary", &ListedIndex::unpack_summary)
      .function("protocols", &ListedIndex::protocols)
      .function("listLayers", &ListedIndex::list_layers)
      .function("choices", &ListedIndex::choices)
      .function("choose", &ListedIndex::choose)
      .function("listConversations", &ListedIndex::list_conversations)
      .function("listEndpoints", &ListedIndex::list_endpoints)
      .function("listed", &ListedIndex::listed)
      .function("closeLists", &ListedIndex::close_lists)
      .function("streams", &ListedIndex::streams)
      .function("incomplete", &ListedIndex::incomplete)
      .function("inform", &ListedIndex::inform)
      .function("informTable", &ListedIndex::inform_table)
      .function("filter", &ListedIndex::filter)
      .function("hierarchy", &ListedIndex::hierarchy);
  emscripten::class_<SummarisedIndex, emscripten::base<ListedIndex>>("SummarisedIndex")
      .constructor<>()
      .function("openStream", &SummarisedIndex::open_stream)
      .function("streamEnds", &SummarisedIndex::stream_ends)
      .function("hasFragments", &SummarisedIndex::has_fragments)
      .function("streamFragments", &SummarisedIndex::stream_fragments)
      .function("closeStream", &SummarisedIndex::close_stream)
      .function("follow", &SummarisedIndex::follow)
      .function("needed", &SummarisedIndex::needed)
      .function("plan", &SummarisedIndex::plan)
      .function("rows", &SummarisedIndex::rows)
      .function("layers", &SummarisedIndex::layers)
      .function("needsDecoder", &SummarisedIndex::needs_decoder)
      .function("headers", &SummarisedIndex::headers);
}
