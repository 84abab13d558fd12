// What the store or the window had to say at the start: one sentence each over the map, until it is dismissed
// with × or Esc.
#include <algorithm>
#include <cmath>
#include <optional>

#include "console/panels/desk.hpp"
#include "console/panels/map_marks.hpp"

namespace anxin {
namespace {

constexpr float kWidth = 460, kNarrowest = 240, kPad = 14;

bool is_dismissed(const PanelState& state, const Notice& notice) {
  return std::find(state.dismissed.begin(), state.dismissed.end(), notice.zh) != state.dismissed.end();
}

// Where the next notice stands: at `y`, or below the selection's marks where it would cover them.
Box place(const Layout& l, const std::optional<Box>& marks, float s, float y, float w, float h) {
  const Box b = box_at(l.map.x0 + 12 * s, y, w, h);
  return marks && marks->meets(b) ? box_at(b.x0, std::round(marks->y1 + 4 * s), w, h) : b;
}

}  // namespace

void draw_notices(const Frame& frame, PanelContext& ctx, const Layout& l) {
  const Kit m(ctx);  // for measuring only: the windows open below
  const std::optional<Box> marks = selection_marks(frame, ctx);
  const float beside_tools = l.map.w() - m.px(12 + 12 + 36 + 12);
  const float w = std::round(std::clamp(beside_tools, m.px(kNarrowest), m.px(kWidth)));
  const float text_w = w - m.px(kPad) - close_width(m) - m.px(2 * kPad);
  float y = l.map.y0 + m.px(12 + 36 + 8);
  for (std::size_t i = 0; i < frame.notices.size(); ++i) {
    const Notice& notice = frame.notices[i];
    if (is_dismissed(ctx.state, notice)) continue;
    const std::string& sentence = m.lang == Lang::En ? notice.en : notice.zh;
    const float h = std::round(m.wrapped_height(Type::Body, text_w, sentence) + m.px(16));
    const Box b = place(l, marks, m.s, y, w, h);
    begin_plate(m, fmt::format("##notice{}", i).c_str(), b);
    const Kit k(ctx);
    k.fill({b.x0, b.y0, b.x0 + k.px(3), b.y1}, k.c.text);
    const float first = b.y0 + k.px(8) + k.line_height(Type::Body) / 2;
    k.wrapped(Type::Body, b.x0 + k.px(kPad), first, text_w, k.c.text, sentence);
    if (close_mark(k, "dismiss", b.x1 - k.px(kPad), first).clicked) ctx.state.dismissed.push_back(notice.zh);
    ImGui::End();
    y = b.y1 + m.px(8);
  }
}

bool dismiss_notice(const Frame& frame, PanelState& state) {
  for (const Notice& notice : frame.notices) {
    if (is_dismissed(state, notice)) continue;
    state.dismissed.push_back(notice.zh);
    return true;
  }
  return false;
}

}  // namespace anxin
