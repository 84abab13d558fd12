// What the map's middle says when there is nothing to show yet, nothing left to show, or something failed (UX
// 7).
#include <algorithm>
#include <cmath>

#include "console/panels/desk.hpp"
#include "console/panels/figures_text.hpp"
#include "console/panels/keys.hpp"

namespace anxin {
namespace {

constexpr double kQuiet_s = 0.3;
constexpr float kWidth = 460;

Box card(const Kit& k, const Layout& l, float height) {
  const float w = std::min(k.px(kWidth), l.map.w() - k.px(24)), h = k.px(height);
  return box_at(std::round(l.map.cx() - w / 2), std::round(l.map.cy() - h / 2), std::round(w), h);
}

std::string_view error_code(ErrorCode code) {
  switch (code) {
    case ErrorCode::Refused:
      return "E-REFUSED";
    case ErrorCode::Usage:
      return "E-USAGE";
    case ErrorCode::BadInput:
      return "E-INPUT";
    case ErrorCode::NotFound:
      return "E-NOT-FOUND";
    case ErrorCode::Store:
      return "E-STORE";
    case ErrorCode::Stale:
      return "E-STALE";
    case ErrorCode::Internal:
      return "E-INTERNAL";
  }
  return {};
}

void draw_loading(const Frame& frame, PanelContext& ctx, const Layout& l) {
  PanelState& st = ctx.state;
  if (st.loading_since_s < 0) st.loading_since_s = ctx.seconds;
  if (ctx.seconds > 0 && ctx.seconds - st.loading_since_s < kQuiet_s) {
    st.next_frame_s = st.loading_since_s + kQuiet_s;
    return;
  }
  const Box b = card(Kit(ctx), l, 96);
  begin_plate(Kit(ctx), "##loading", b);
  const Kit k(ctx);
  const std::string& what = k.lang == Lang::En ? frame.load.what_en : frame.load.what_zh;
  const float x0 = b.x0 + k.px(20), x1 = b.x1 - k.px(20);
  const double share =
      frame.load.total > 0 ? static_cast<double>(frame.load.done) / static_cast<double>(frame.load.total) : 0;
  progress_bar(k, box_at(x0, b.y0 + k.px(20), x1 - x0, k.px(6)), share);
  k.text_in(Type::BodyBold, x0, b.y0 + k.px(48), x1 - x0, k.c.text,
            what.empty() ? k.tr("loading") : std::string_view(what));
  if (frame.load.total > 0) {
    k.text_in(Type::Meta, x0, b.y0 + k.px(72), x1 - x0, k.c.text3,
              tr_with(k.lang, "loading.done", format_count(static_cast<std::int64_t>(frame.load.done)),
                      format_count(static_cast<std::int64_t>(frame.load.total))));
  }
  ImGui::End();
}

void draw_failed(const Frame& frame, PanelContext& ctx, const Layout& l) {
  const Kit m(ctx);
  const Error error = frame.load.error.value_or(Error{});
  const std::string& why = m.lang == Lang::En ? error.en : error.zh;
  const float inner = std::min(m.px(kWidth), l.map.w() - m.px(24)) - m.px(46);
  const float why_h = m.wrapped_height(Type::Body, inner, why) / m.s;
  const Box b = card(m, l, 124 + why_h);
  begin_plate(m, "##failed", b);
  const Kit k(ctx);
  k.fill({b.x0, b.y0, b.x0 + k.px(3), b.y1}, k.c.text);
  const float x0 = b.x0 + k.px(24);
  const Box mark = box_at(x0, b.y0 + k.px(18), k.px(18), k.px(18));
  k.frame(mark, k.c.text, 1.6F);
  k.fill({mark.cx() - k.px(1), mark.y0 + k.px(4), mark.cx() + k.px(1), mark.y0 + k.px(11)}, k.c.text);
  k.fill({mark.cx() - k.px(1), mark.y0 + k.px(13), mark.cx() + k.px(1), mark.y0 + k.px(15)}, k.c.text);
  k.text(Type::Tab, x0 + k.px(28), mark.cy(), k.c.text, k.tr("failed"));
  k.text(Type::Note, b.x1 - k.px(20), mark.cy(), k.c.text3, error_code(error.code), Align::Right);
  const float used = k.wrapped(Type::Body, x0, b.y0 + k.px(60), inner, k.c.text2, why);
  const float y = b.y0 + k.px(66) + used;
  if (button(k, "retry", box_at(x0, y, k.px(110), k.px(34)), k.tr("failed.retry"), true).clicked)
    ctx.outbox.asks.emplace_back(Reload{});
  ImGui::End();
}

// A line of shell in a well, whole, and wrapped when it must be.
float command_well(const Kit& k, float x0, float x1, float y, std::string_view command) {
  const float h = k.wrapped_height(Type::Meta, x1 - x0 - k.px(20), command) + k.px(14);
  k.fill({x0, y, x1, y + h}, k.c.map, 2);
  k.wrapped(Type::Meta, x0 + k.px(10), y + k.px(7) + k.line_height(Type::Meta) / 2, x1 - x0 - k.px(20),
            k.c.text, command);
  return y + h;
}

void draw_empty(const Frame& frame, PanelContext& ctx, const Layout& l) {
  const Kit m(ctx);
  const std::string store = frame.store_name.empty() ? "STORE" : frame.store_name;
  const std::string import = fmt::format("anxin import projects {}.csv --store {}", m.tr("file"), store);
  const std::string demo = fmt::format("anxin demo {}", "beijing.anxin");
  const float inner = std::min(m.px(kWidth), l.map.w() - m.px(24)) - m.px(40);
  const float how_h = m.wrapped_height(Type::Meta, inner, m.tr("empty.how"));
  const float wells = m.wrapped_height(Type::Meta, inner - m.px(20), import) +
                      m.wrapped_height(Type::Meta, inner - m.px(20), demo);
  const Box b = card(m, l, 194 + (how_h + wells) / m.s);
  begin_plate(m, "##empty", b);
  const Kit k(ctx);
  const float x0 = b.x0 + k.px(20), x1 = b.x1 - k.px(20);
  k.text(Type::Title, x0, b.y0 + k.px(30), k.c.text, k.tr("empty"));
  float y = b.y0 + k.px(60);
  y += k.wrapped(Type::Meta, x0, y, x1 - x0, k.c.text2, k.tr("empty.how"));
  y = command_well(k, x0, x1, y - k.px(2), import) + k.px(22);
  k.text_in(Type::Meta, x0, y, x1 - x0, k.c.text2, k.tr("empty.demo"));
  y = command_well(k, x0, x1, y + k.px(14), demo) + k.px(12);
  const float w = std::round(k.width(Type::BodyBold, k.tr("empty.copy")) + k.px(32));
  if (button(k, "copy", box_at(x0, y, w, k.px(32)), k.tr("empty.copy"), true).clicked)
    ImGui::SetClipboardText(import.c_str());
  ImGui::End();
}

void draw_nothing(const Frame& frame, PanelContext& ctx, const Layout& l) {
  const Box b = card(Kit(ctx), l, 128);
  begin_plate(Kit(ctx), "##nothing", b);
  const Kit k(ctx);
  const float x0 = b.x0 + k.px(20), x1 = b.x1 - k.px(20);
  k.text_in(Type::Tab, x0, b.y0 + k.px(28), x1 - x0, k.c.text, k.tr("nothing"));
  k.text_in(Type::Meta, x0, b.y0 + k.px(54), x1 - x0, k.c.text2, k.tr("nothing.how"));
  const float w = std::round(k.width(Type::BodyBold, k.tr("filter.clear_all")) + k.px(28));
  if (button(k, "clear", box_at(x0, b.y0 + k.px(76), w, k.px(32)), k.tr("filter.clear_all")).clicked)
    act(frame, ctx, Verb::Clear);
  ImGui::End();
}

}  // namespace

void draw_states(const Frame& frame, PanelContext& ctx, const Layout& l) {
  if (frame.load.state == LoadState::Loading) {
    if (frame.world.registry == nullptr) draw_loading(frame, ctx, l);
    return;
  }
  if (frame.load.state == LoadState::Failed) return draw_failed(frame, ctx, l);
  if (frame.world.registry == nullptr) return;
  if (frame.world.registry->projects() == 0) return draw_empty(frame, ctx, l);
  if (frame.summary != nullptr && frame.summary->shown == 0 && frame.summary->total > 0)
    draw_nothing(frame, ctx, l);
}

void draw_shortcuts(PanelContext& ctx, const Layout& l) {
  if (!ctx.state.help_open) return;
  constexpr float kColumn = 270, kGap = 20, kHeadAndFoot = 60, kRow = 26, kCloseRow = 22;
  const auto table = shortcuts();
  const Kit m(ctx);  // for measuring: the window opens below
  // Two columns beside the map's middle; in a low window closer rows in as many columns as there is room for,
  // and what is then left over is scrolled.
  const ImVec2 window = ImGui::GetIO().DisplaySize;
  const float high = window.y / m.s - kHeadAndFoot;
  const auto rows_of = [&](std::size_t columns) { return (table.size() + columns - 1) / columns; };
  const bool low = static_cast<float>(rows_of(2)) * kRow > high;
  const float row_h = low ? kCloseRow : kRow;
  const auto most = static_cast<std::size_t>(std::max(1.0F, (window.x / m.s - kGap) / (kColumn + kGap)));
  std::size_t columns = std::min<std::size_t>(2, most);
  while (columns<most&& static_cast<float>(rows_of(columns)) * row_h> high) ++columns;
  const std::size_t rows = rows_of(columns);
  const auto n = static_cast<float>(columns);
  const float w = m.px(n * kColumn + (n + 1) * kGap),
              h = std::min(m.px(kHeadAndFoot + row_h * static_cast<float>(rows)), window.y);
  const float middle = low ? window.y / 2 : std::max(l.map.y0 + h / 2, l.map.cy());
  const float left = std::clamp(l.map.cx() - w / 2, 0.0F, std::max(0.0F, window.x - w));
  const Box b = box_at(std::round(left), std::round(std::max(0.0F, middle - h / 2)), w, h);
  begin_plate(m, "##shortcuts", b);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  ImGui::BeginChild("##list", {b.w(), b.h()}, false, ImGuiWindowFlags_NoNav);
  ImGui::PopStyleVar();
  const Kit k(ctx);
  const float top = ImGui::GetCursorScreenPos().y;
  section_head(k, b.x0 + k.px(kGap), b.x1 - k.px(kGap), top + k.px(26), "keys", cap_of(Verb::Help));
  for (std::size_t i = 0; i < table.size(); ++i) {
    const Shortcut& s = table[i];
    const std::size_t of = i / rows;
    const float x0 = b.x0 + k.px(kGap + static_cast<float>(of) * (kColumn + kGap)), x1 = x0 + k.px(kColumn);
    const float y = top + k.px(58 + row_h * static_cast<float>(i % rows));
    const float cap = std::max(k.px(18), std::round(k.width(Type::Key, s.cap) + k.px(10)));
    k.text_in(Type::Body, x0, y, x1 - x0 - cap - k.px(8), k.c.text, k.tr(s.name));
    key_cap(k, x1 - cap, y, s.cap);
  }
  ImGui::SetCursorScreenPos({b.x0, top});
  ImGui::Dummy({1, k.px(kHeadAndFoot + row_h * static_cast<float>(rows))});
  ImGui::EndChild();
  ImGui::End();
}

}  // namespace anxin
