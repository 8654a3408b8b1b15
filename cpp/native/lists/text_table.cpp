// A table of text in aligned columns.
#include "native/lists/text_table.h"

#include <algorithm>

#include "native/shown.h"

namespace packetglass::native {
TextTable::TextTable(std::vector<Column> columns) : columns_(std::move(columns)) {
  for (Column& column : columns_) column.title = shown(column.title);
}

void TextTable::add(std::vector<std::string> row) {
  for (std::string& value : row) value = shown(value);
  rows_.push_back(std::move(row));
}

std::string TextTable::text() const {
  std::vector<std::size_t> widths;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    std::size_t width = width_of(columns_[i].title);
    for (const auto& row : rows_) width = std::max(width, width_of(row[i]));
    widths.push_back(width);
  }
  std::string out;
  const auto put = [&](std::size_t i, const std::string& value) {
    const std::string room(widths[i] - width_of(value), ' ');
    if (i != 0) out += "  ";
    out += columns_[i].number ? room + value : value + room;
  };
  const auto end_line = [&] { out.erase(out.find_last_not_of(' ') + 1).append("\n"); };
  for (std::size_t i = 0; i < columns_.size(); ++i) put(i, columns_[i].title);
  end_line();
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < columns_.size(); ++i) put(i, row[i]);
    end_line();
  }
  return out;
}

}  // namespace packetglass::native
