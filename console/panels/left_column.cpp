#include "console/panels/cache.hpp"
#include "console/panels/desk.hpp"
#include "console/panels/figures_text.hpp"
#include "console/panels/gathering.hpp"

namespace anxin {
namespace {

struct Tile {
  std::string_view label, figure, note;
  Colour32 colour;
};

void draw_tile(const Kit& k, const Box& b, const Tile& tile) {
  k.fill(b, k.c.raised, 2);
  k.text_in(Type::Note, b.x0 + k.px(10), b.y0 + k.px(15), b.w() - k.px(16), k.c.text2, tile.label);
  const float y = b.y0 + k.px(39);
  const float w = k.text(Type::Figure, b.x0 + k.px(10), y, tile.colour, tile.figure);
  if (tile.note.empty()) return;
  const float room = b.x1 - k.px(6) - (b.x0 + k.px(18) + w);
  if (k.width(Type::Note, tile.note) <= room) {
    k.text(Type::Note, b.x0 + k.px(18) + w, y + k.px(2), k.c.text2, tile.note);
  } else {  // a long word beside a long figure goes up, beside the label
    const float left = b.x0 + k.px(14) + k.width(Type::Note, tile.label);
    k.text_in(Type::Note, b.x1 - k.px(6), b.y0 + k.px(15), b.x1 - k.px(6) - left, k.c.text3, tile.note,
              Align::Right);
  }
}

// The months still streaming in: said at the head of the column, because every figure below waits for them.
float draw_months_loading(const Kit& k, const Frame& frame, float x0, float x1, float y) {
  if (frame.load.state != LoadState::Ready || frame.months.state != LoadState::Loading ||
      frame.months.total == 0)
    return y;
  const double share = static_cast<double>(frame.months.done) / static_cast<double>(frame.months.total);
  k.text_in(Type::Note, x0, y + k.px(10), x1 - x0, k.c.text3,
            tr_with(k.lang, "months.loading", format_share(share)));
  progress_bar(k, box_at(x0, y + k.px(22), x1 - x0, k.px(6)), share);
  return y + k.px(36);
}

// Data older than the store: hatch and sentence on top of the column.
float draw_stale(const Kit& k, const Box& column, float x0, float x1, float y) {
  k.hatch({column.x0, y, column.x1, y + k.px(6)}, k.c.text2);
  k.text_in(Type::Note, x0, y + k.px(20), x1 - x0, k.c.text2, k.tr("stale"));
  return y + k.px(28);
}

}  // namespace

float draw_tiles(const Kit& k, const Frame& frame, float x0, float x1, float y) {
  const auto local = frame.now + kBeijingOffset;
  const std::chrono::hh_mm_ss clock(local - std::chrono::floor<std::chrono::days>(local));
  const Brief time("{:02}:{:02}", clock.hours().count(), clock.minutes().count());
  const bool live = frame.live();
  section_head(
      k, x0, x1, y + k.px(12), "city",
      tr_with(k.lang, "as_of", live ? std::string_view(time) : std::string_view(to_string(frame.as_of))));
  y += k.px(32);
  const float gap = k.px(4), w = std::floor((x1 - x0 - gap) / 2), h = k.px(58);
  const Summary* s = frame.summary.get();
  std::string projects = "—", severe = "—", unknown = "—", severe_note, share;
  Money arrears{"—", false};
  if (s != nullptr) {
    const auto by = [&](Grade g) { return s->city.by_grade[static_cast<std::size_t>(g)]; };
    projects = format_count(s->city.projects);
    severe = format_count(by(Grade::D));
    unknown = format_count(by(Grade::Unknown));
    arrears = money_of_city(s->city.arrears_fen, k.lang);
    if (s->day_known)
      severe_note = tr_with(k.lang, "tile.since_yesterday", format_difference(s->severe_change_day));
    if (s->city.projects > 0) {
      share = tr_with(k.lang, "tile.share",
                      format_share(static_cast<double>(by(Grade::Unknown)) / s->city.projects));
    }
  }
  const bool any = s != nullptr && s->city.by_grade[static_cast<std::size_t>(Grade::D)] > 0;
  const Colour32 red = any ? k.c.risk[static_cast<std::size_t>(Grade::D)] : k.c.text;
  draw_tile(k, box_at(x0, y, w, h), {k.tr("tile.projects"), projects, {}, k.c.text});
  draw_tile(k, box_at(x1 - w, y, w, h), {k.tr("tile.severe"), severe, severe_note, red});
  y += h + gap;
  draw_tile(k, box_at(x0, y, w, h),
            {k.tr("tile.arrears"), arrears.figure, k.tr(arrears.yi ? "yi" : "wan"), k.c.text});
  draw_tile(k, box_at(x1 - w, y, w, h), {k.tr("tile.unknown"), unknown, share, k.c.text});
  return y + h;
}

void draw_left_column(const Frame& frame, PanelContext& ctx, const Layout& l) {
  if (l.left.w() <= 0) return;
  begin_region(Kit(ctx), "##left", l.left, true);
  const Kit k(ctx);
  const float x0 = l.left.x0 + k.px(16), x1 = l.left.x1 - k.px(16);
  const float top = ImGui::GetCursorScreenPos().y;
  float y = top;
  if (frame.stale) y = draw_stale(k, l.left, x0, x1, y);
  y += k.px(8);
  y = draw_months_loading(k, frame, x0, x1, y);
  if (!ctx.view.set.empty()) {
    y = draw_set(k, frame, x0, x1, y) + k.px(16);
  } else if (ctx.view.tab == ViewTab::Coverage) {
    y = draw_systems(k, frame, l.left.x0, l.left.x1, y) + k.px(12);
  } else {
    y = draw_tiles(k, frame, x0, x1, y) + k.px(10);
    y = draw_ranking(k, frame, l.left.x0, l.left.x1, y) + k.px(8);
    y = draw_filters(k, frame, x0, x1, y) + k.px(16);
  }
  ImGui::SetCursorScreenPos({l.left.x0, top});
  ImGui::Dummy({1, y - top});
  const float line = std::max(1.0F, std::round(k.s));
  k.fill({l.left.x1 - line, l.left.y0, l.left.x1, l.left.y1}, k.c.line);
  ImGui::End();
}

}  // namespace anxin
