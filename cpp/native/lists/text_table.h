// A table of text in aligned columns, whose values may hold anything.
#pragma once

#include <string>
#include <vector>

namespace packetglass::native {

class TextTable {
 public:
  struct Column {
    std::string title;
    bool number = false;  // these stand to the right
  };

  explicit TextTable(std::vector<Column> columns);

  // As many values as there are columns.
  void add(std::vector<std::string> row);
  // The titles and the rows, a line each, two spaces between columns.
  std::string text() const;

 private:
  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace packetglass::native
