// The crs members of a GeoJSON text, found as it passes by: GDAL takes one of several and says nothing of the
// others. Not a check of the JSON, which GDAL parses; a key written with escapes is not recognised. Thread:
// one.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace anxin {

class CrsMembers {
 public:
  void feed(std::string_view piece);
  // An object under "crs" of the file itself; "crs": null is none.
  [[nodiscard]] bool stated() const { return stated_; }
  // Two that are not the same text, blanks aside: of the file, of features, of geometries; not of properties,
  // which are the office's own.
  [[nodiscard]] bool differ() const { return differ_; }

 private:
  void mark(char c);
  void close();
  std::vector<bool> in_properties_;  // of each open object or array
  std::string text_, first_, value_;
  std::size_t recording_ = 0;  // depth of the crs object that is being kept; 0: none
  bool in_string_ = false, escaped_ = false, awaits_ = false, of_properties_ = false;
  bool any_ = false, stated_ = false, differ_ = false;
};

}  // namespace anxin
