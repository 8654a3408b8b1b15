// THE TABLE of commands. To add one: a new file that defines it, and its line here.
#include "native/commands.h"

namespace packetglass::native {

extern const Command kInfo, kPrint, kFollow, kConversations, kEndpoints, kHierarchy, kDecapsulate,
    kEvents, kWrite, kConvert, kInterfaces, kCapture;

std::span<const Command* const> commands() {
  static constexpr const Command* kCommands[] = {
      &kInfo,        &kPrint,  &kFollow, &kConversations, &kEndpoints,  &kHierarchy,
      &kDecapsulate, &kEvents, &kWrite,  &kConvert,       &kInterfaces, &kCapture};
  return kCommands;
}

}  // namespace packetglass::native
