// THE TABLE of commands.
#pragma once

#include <span>

#include "native/command.h"

namespace packetglass::native {

std::span<const Command* const> commands();

}  // namespace packetglass::native
