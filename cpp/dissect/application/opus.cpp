// Opus in RTP: RFC 7587; the first byte and the frames behind it RFC 6716, section 3.
#include "dissect/application/header_line.h"

namespace packetglass {
namespace {

constexpr Name kConfigurations[] = {
    {0, "NB, SILK-only ptime=10"},    {1, "NB, SILK-only ptime=20"},
    {2, "NB, SILK-only ptime=40"},    {3, "NB, SILK-only ptime=60"},
    {4, "MB, SILK-only ptime=10"},    {5, "MB, SILK-only ptime=20"},
    {6, "MB, SILK-only ptime=40"},    {7, "MB, SILK-only ptime=60"},
    {8, "WB, SILK-only ptime=10"},    {9, "WB, SILK-only ptime=20"},
    {10, "WB, SILK-only ptime=40"},   {11, "WB, SILK-only ptime=60"},
    {12, "SWB, Hybrid ptime=10"},     {13, "SWB, Hybrid ptime=20"},
    {14, "FB, Hybrid ptime=10"},      {15, "FB, Hybrid ptime=20"},
    {16, "NB, CELT-only ptime=2.5"},  {17, "NB, CELT-only ptime=5"},
    {18, "NB, CELT-only ptime=10"},   {19, "NB, CELT-only ptime=20"},
    {20, "WB, CELT-only ptime=2.5"},  {21, "WB, CELT-only ptime=5"},
    {22, "WB, CELT-only ptime=10"},   {23, "WB, CELT-only ptime=20"},
    {24, "SWB, CELT-only ptime=2.5"}, {25, "SWB, CELT-only ptime=5"},
    {26, "SWB, CELT-only ptime=10"},  {27, "SWB, CELT-only ptime=20"},
    {28, "FB, CELT-only ptime=2.5"},  {29, "FB, CELT-only ptime=5"},
    {30, "FB, CELT-only ptime=10"},   {31, "FB, CELT-only ptime=20"},
};
constexpr Name kCounts[] = {{0, "1 frame in the packet"},
                            {1, "2 frames in the packet, each with equal compressed size"},
                            {2, "2 frames in the packet, with different compressed sizes"},
                            {3, "an arbitrary number of frames in the packet"}};

constexpr Field kConfiguration{"opus.TOC.config", "TOC.config", Shape::kNumber8, 0xf8,
                               kConfigurations};
constexpr Field kStereo{"opus.TOC.s", "TOC.S bit", Shape::kFlag, 0x04};
constexpr Field kCount{"opus.TOC.c", "TOC.C bits", Shape::kNumber8, 0x03, kCounts};
constexpr Field kFrame{"opus.frame_data", "Frame Data", Shape::kBytes};

constexpr Route kFoundAt[] = {{Space::kMediaType, kAudioOpus}};

// Where there are several frames, what divides them is not taken apart.
Outcome dissect(Layer& opus) {
  if (!opus.recording()) return done();
  const unsigned count = opus.u8({&kConfiguration, &kStereo, &kCount}) & 3u;
  if (opus.truncated()) return stop("the first byte is missing");
  const std::size_t size = opus.left().size();
  if (count == 1 && size % 2 == 0 && size != 0) opus.bytes(kFrame, size / 2);
  if (count > 1) return done(opus.rest(), {{Space::kBytes}});
  if (!opus.left().empty()) opus.remaining(kFrame);
  return done();
}

constexpr FieldSpan kFields[] = {kConfiguration, kStereo, kCount, kFrame};

}  // namespace

extern const Dissector kOpus{
    {"opus", "Opus Interactive Audio Codec", Shape::kLayer}, "OPUS", kFoundAt, kFields, dissect};

}  // namespace packetglass
