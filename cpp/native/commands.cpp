// THE TABLE of commands. To add one: a new file that defines it, and its line here.
#include "native/commands.h"

namespace packetglass::native {

extern const Command kInfo, kPrint, kFields, kFollow, kObjects, kConversations, kEndpoints,
    kHierarchy, kDecapsulate, kEvents, kWrite, kConvert, kInterfaces, kCapture, kInject;

std::span<const Command* const> commands() {
  static constexpr const Command* kCommands[] = {
      &kInfo,          &kPrint,     &kFields,     &kFollow,      &kObjects,
      &kConversations, &kEndpoints, &kHierarchy,  &kDecapsulate, &kEvents,
      &kWrite,         &kConvert,   &kInterfaces, &kCapture,     &kInject};
  return kCommands;
}

}  // namespace packetglass::native
