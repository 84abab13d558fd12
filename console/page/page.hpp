// The page that a person takes along: the map, its legend with counts, its scale on paper, the table that
// belongs to the view, day, source, coordinate system and the mark, as PDF on A4 or A3, landscape. Type is
// embedded and its text can be searched. Every figure comes from the Frame. The file appears whole or not at
// all. Any thread (Pango and Cairo objects are made and gone within the call). Errors: BadInput with a
// sentence for a file that cannot be written, NotFound when the Frame has nothing to show yet.
#pragma once
#include <cstdint>
#include <filesystem>
#include <vector>

#include "console/desk/frame.hpp"

namespace anxin {

// The drawn map: rows from the top, bytes r, g, b, a.
struct PageMap {
  int w = 0, h = 0;
  std::vector<std::uint8_t> rgba;
  double metres_per_px = 0;  // on the map plane
};

enum class Paper : std::uint8_t { A4, A3 };

// Millimetres that the map may take on the paper, landscape: for whoever draws it.
struct PaperSize {
  double w = 0, h = 0;
};
[[nodiscard]] PaperSize map_room(Paper);

[[nodiscard]] Status write_page(const Frame&, const ViewState&, const PageMap&, Paper,
                                const std::filesystem::path& out);

}  // namespace anxin
