// 播报 (UX 6.10): what happened, newest left, at most four, no scrolling; replaced every ten seconds at most;
// a click opens the incident.
#include <algorithm>

#include "console/panels/dispatch_run.hpp"
#include "console/panels/dispatch_view.hpp"
#include "console/panels/replay_panel.hpp"

namespace anxin {
namespace {

constexpr std::size_t kMost = 4;
constexpr double kHold_s = 10;

// The lines on the screen: held for ten seconds, in a snapshot never.
const std::vector<TickerLine>* lines_of(const Frame& frame, PanelContext& ctx) {
  DispatchPanel& panel = ctx.state.tools.dispatch;
  const bool first = panel.ticker == nullptr || panel.ticker_since < 0 || ctx.seconds <= 0;
  if (panel.ticker != frame.ticker && (first || ctx.seconds - panel.ticker_since >= kHold_s)) {
    panel.ticker = frame.ticker;
    panel.ticker_since = ctx.seconds;
  }
  return panel.ticker.get();
}

// Gives the width it took; 0: it does not fit.
float draw_line_at(const Kit& k, const Frame& frame, const TickerLine& line, std::size_t n, float x,
                   float right, float y) {
  const std::string time = clock_time(line.at, frame.today);
  std::string text = k.lang == Lang::En ? line.en : line.zh;
  const float time_w = k.width(Type::Meta, time), mark_w = line.level ? k.px(18) : 0;
  const float room = right - x - time_w - k.px(8) - mark_w;
  const float wanted = k.width(Type::Meta, text);
  if (wanted > room && n > 0) return 0;  // the newest may be shortened, no other
  const float text_w = std::min(wanted, room), w = time_w + k.px(8) + mark_w + text_w;
  const Box b = box_at(x - k.px(4), y - k.px(12), w + k.px(8), k.px(24));
  const bool opens = !line.incident.empty();
  const Hit h = opens ? k.hit(Brief("line{}", n), b) : Hit{};
  if (h.hovered) k.fill(b, k.c.hover, 2);
  k.text(Type::Meta, x, y, h.hovered ? k.c.text2 : k.c.text3, time);
  float at = x + time_w + k.px(8);
  if (line.level) {
    const float d = k.px(5), cx = at + k.px(5);
    k.draw->AddQuadFilled({cx, y - d}, {cx + d, y}, {cx, y + d}, {cx - d, y}, level_colour(k.c, *line.level));
    at += mark_w;
  }
  k.text_in(Type::Meta, at, y, text_w + 1, k.c.text2, text);
  if (h.clicked) show_incident(k.ctx, line.incident);
  return w;
}

}  // namespace

void draw_ticker(const Frame& frame, PanelContext& ctx, const Layout& l) {
  if (l.ticker.h() <= 0) return;
  begin_region(Kit(ctx), "##ticker", l.ticker, false);
  const Kit k(ctx);
  const float y = l.ticker.cy();
  k.rule(l.ticker.x0, l.ticker.x1, l.ticker.y0, k.c.line);
  float x = l.ticker.x0 + k.px(16);
  x += k.text(Type::BodyBold, x, y, k.c.text, k.tr("wall.ticker")) + k.px(24);
  const float right = l.ticker.x1 - k.px(16) -
                      k.text(Type::Note, l.ticker.x1 - k.px(16), y, k.c.text3,
                             tr_with(k.lang, "wall.revision", frame.world.head()), Align::Right) -
                      k.px(24);
  if (const float news = draw_news(k, frame, x, right, y); news > 0) x += news + k.px(24);
  const std::vector<TickerLine>* lines = lines_of(frame, ctx);
  if (lines == nullptr || lines->empty())
    k.text_in(Type::Meta, x, y, right - x, k.c.text3, k.tr("ticker.none"));
  for (std::size_t n = 0; lines != nullptr && n < std::min(kMost, lines->size()); ++n) {
    const float w = draw_line_at(k, frame, (*lines)[n], n, x, right, y);
    if (w <= 0) break;
    x += w + k.px(28);
  }
  ImGui::End();
}

void draw_exercise(const Frame& frame, PanelContext& ctx, const Layout& l) {
  if (!frame.exercise || l.exercise.h() <= 0) return;
  begin_region(Kit(ctx), "##exercise", l.exercise, false);
  const Kit k(ctx);
  const Box stripe{l.exercise.x0, l.exercise.y0, l.exercise.x1, l.exercise.y0 + k.px(8)};
  k.fill(stripe, k.c.panel);
  k.hatch(stripe, k.c.text, 16, 8);
  const float y = stripe.y1 + k.px(15), x = l.exercise.x0 + k.px(16);
  const float w = k.text(Type::BodyBold, x, y, k.c.text, k.tr("exercise.head"));
  k.text_in(Type::Meta, x + w + k.px(20), y, l.exercise.w() - w - k.px(52), k.c.text2,
            tr_with(k.lang, "exercise.what", frame.store_name));
  k.rule(l.exercise.x0, l.exercise.x1, l.exercise.y1 - 1, k.c.line);
  ImGui::End();
}

}  // namespace anxin
