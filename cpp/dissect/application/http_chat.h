// The first line of a message of HTTP as expert info.
#pragma once

#include "dissect/layer.h"

namespace packetglass {

// Says it of the layer; `line` has its end too, which is escaped as the rest of it.
void report_first_line(Layer& layer, Bytes line);

// The field that is recorded there.
extern const FieldList kHttpChatFields;

}  // namespace packetglass
