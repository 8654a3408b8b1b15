// The options of packetglass import that ask for dummy headers.
#pragma once

#include "edit/hex_dump/dummy_headers.h"
#include "native/command.h"

namespace packetglass::native {

// Declares -e, -i, -4, -6, -u, -T, -s and -S; `headers` outlives the command line.
void declare_dummy_options(OptionList& list, DummyHeaders& headers);

}  // namespace packetglass::native
