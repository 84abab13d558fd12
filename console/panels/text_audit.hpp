// What every text of one frame was drawn as: in tests, the proof that no label is clipped, covered or without
// its glyph. Not present in production (PanelState::audit is null there).
#pragma once
#include <string>
#include <vector>

namespace anxin {

struct TextAudit {
  struct Entry {
    std::string text;
    std::string window;
    float x0, y0, x1, y1;  // extent
    float clip_x0, clip_y0, clip_x1, clip_y1;
    bool scrolls;    // its window scrolls: only the horizontal clip counts
    bool shortened;  // ends in … by design (a list)
  };
  std::vector<Entry> entries;
  std::vector<std::string> missing;  // texts with a character that the font lacks
};

}  // namespace anxin
