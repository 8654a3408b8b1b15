// THE TABLE of commands. To add one: a new file that defines it, and its line here.
#include "native/commands.h"

namespace packetglass::native {

extern const Command kInfo;
extern const Command kPrint;
extern const Command kFields;
extern const Command kFollow;
extern const Command kObjects;
extern const Command kConversations;
extern const Command kEndpoints;
extern const Command kHierarchy;
extern const Command kExpert;
extern const Command kDecapsulate;
extern const Command kEvents;
extern const Command kWrite;
extern const Command kImport;
extern const Command kConvert;
extern const Command kEdit;
extern const Command kMerge;
extern const Command kSplit;
extern const Command kReorder;
extern const Command kAnonymise;
extern const Command kCompare;
extern const Command kRepair;
extern const Command kSecretsCommand;
extern const Command kFilter;
extern const Command kInterfaces;
extern const Command kCapture;
extern const Command kInject;

std::span<const Command* const> commands() {
  static constexpr const Command* kCommands[] = {
      // what is in a capture
      &kInfo,
      &kPrint,
      &kFields,
      &kFollow,
      &kObjects,
      &kConversations,
      &kEndpoints,
      &kHierarchy,
      &kExpert,
      &kDecapsulate,
      &kSecretsCommand,
      // a capture made of another
      &kEvents,
      &kWrite,
      &kImport,
      &kConvert,
      &kEdit,
      &kMerge,
      &kSplit,
      &kReorder,
      &kRepair,
      &kAnonymise,
      // two captures
      &kCompare,
      // a filter alone
      &kFilter,
      // network interfaces
      &kInterfaces,
      &kCapture,
      &kInject,
  };
  return kCommands;
}

}  // namespace packetglass::native
