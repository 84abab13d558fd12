// Where the names of districts stand on the wall's map: in their district where it is wide enough, else
// beside the city with a leader line. No line runs through a name while another arrangement is to be had.
#pragma once
#include <string>
#include <vector>

#include "console/panels/wall.hpp"

namespace anxin {

struct WallName {
  std::string name, share;
  bool large_gap = false;
  int gap_tenths = 0;                        // of a percentage point; the larger, the sooner it gets a place
  Pixel anchor;                              // inside its district
  float wide = 0;                            // of the longer of its two lines, px
  std::vector<std::vector<Pixel>> district;  // rings; none where the unit has no polygon of its own
};

enum class NameSide : std::uint8_t { InPlace, LeftOfCity, RightOfCity };

struct PlacedName {
  WallName name;
  Box box;  // of both lines
  NameSide side = NameSide::InPlace;
  [[nodiscard]] Pixel line_end() const { return {side == NameSide::LeftOfCity ? box.x1 : box.x0, box.cy()}; }
};

struct WallSpace {
  Box map;                               // names beside the city stand at its left and right edges
  float top, bottom;                     // of what is free there
  float scale;                           // screen px of one px of the wall
  std::vector<std::vector<Pixel>> city;  // its outline, one point every few pixels
};

// In place where the district is wide enough or nothing is free beside the city. On a map too small for all
// names those of the smallest gaps are left out.
[[nodiscard]] std::vector<PlacedName> place_names(std::vector<WallName> names, const WallSpace& space);

// Whether the line from a to b runs through the box.
[[nodiscard]] bool runs_through(Pixel a, Pixel b, const Box& box);

}  // namespace anxin
