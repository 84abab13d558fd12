// The wall's top bar and its ticker: what this is, whether the view is locked, the day, the feeds, the clock;
// below, which feeds are silent (no scrolling, UX 6.10).
#include <algorithm>
#include <chrono>

#include "console/panels/wall.hpp"

namespace anxin {
namespace {

struct Feeds {
  std::size_t fresh = 0, all = 0;
  std::vector<std::pair<std::int64_t, std::size_t>> silent;  // age in seconds, feed; the longest first
};

Feeds feeds_of(const Frame& frame) {
  Feeds out;
  if (!wall_ready(frame)) return out;
  const FeedColumns& feeds = frame.world.registry->records.feeds;
  const Instant moment = frame.world.coverage->moment;
  out.all = feeds.size();
  for (std::size_t f = 0; f < feeds.size(); ++f) {
    const auto latest = feeds.latest_arrival(f, moment);
    const std::int64_t age = latest ? (moment - *latest).count() : INT64_MAX;
    if (age > feeds.stale_after_s[f]) out.silent.emplace_back(age, f);
  }
  std::sort(out.silent.rbegin(), out.silent.rend());
  out.fresh = out.all - out.silent.size();
  return out;
}

std::string silence_text(const Kit& k, const Strings& names, std::int64_t age, std::size_t feed) {
  if (age == INT64_MAX) return tr_with(k.lang, "feed.never", names[feed]);
  const bool hours = age < 172'800;
  return tr_with(k.lang, hours ? "feed.hours" : "feed.days", names[feed], hours ? age / 3600 : age / 86'400);
}

float chip_width(const WallKit& k, std::string_view text, bool bold) {
  return k.width(bold ? Type::BodyBold : Type::Body, text) + k.at(44);
}

// A chip 64 high.
float wall_chip(const WallKit& k, float x1, float y, std::string_view text, bool filled, bool dashed) {
  const Type type = dashed || filled ? Type::BodyBold : Type::Body;
  const float w = chip_width(k, text, dashed || filled);
  const Box b{x1 - w, y - k.at(33), x1, y + k.at(33)};
  if (filled) {
    k.fill(b, k.c.text, 2);
  } else if (!dashed) {
    k.fill(b, k.c.raised, 2);
  }
  if (dashed) {
    const float step = k.at(15), dash = k.at(9), t = std::max(1.0F, k.at(3));
    for (float x = b.x0; x < b.x1; x += step) {
      k.fill({x, b.y0, std::min(x + dash, b.x1), b.y0 + t}, k.c.text);
      k.fill({x, b.y1 - t, std::min(x + dash, b.x1), b.y1}, k.c.text);
    }
    for (float at = b.y0; at < b.y1; at += step) {
      k.fill({b.x0, at, b.x0 + t, std::min(at + dash, b.y1)}, k.c.text);
      k.fill({b.x1 - t, at, b.x1, std::min(at + dash, b.y1)}, k.c.text);
    }
  }
  k.text(type, b.cx(), y, filled ? k.c.panel : dashed ? k.c.text : k.c.text2, text, Align::Centre);
  return w;
}

}  // namespace

void draw_wall_top(const Frame& frame, PanelContext& ctx, const WallLayout& l) {
  begin_region(Kit(ctx), "##top", l.top, false);
  const WallKit k(ctx);
  const float y = l.top.cy(), edge = k.at(48), gap = k.at(32);
  k.fill({edge, y - k.at(27), edge + k.at(9), y + k.at(27)}, k.c.text);
  float x0 = edge + k.at(30);
  x0 += k.text(Type::Brand, x0, y, k.c.text, k.tr("brand")) + k.at(44);

  const auto local = frame.now + kBeijingOffset;
  const auto day = std::chrono::floor<std::chrono::days>(local);
  const std::chrono::hh_mm_ss clock(local - day);
  float x = l.top.x1 - edge;
  const float clock_w = k.width(Type::Figure, "00:00");
  k.text(Type::Figure, x - clock_w, y, k.c.text,
         Brief("{:02}:{:02}", clock.hours().count(), clock.minutes().count()));
  x -= clock_w + gap;
  const Brief weekday("weekday.{}", std::chrono::weekday(day).c_encoding());
  x -= k.text(Type::Body, x, y, k.c.text2, Brief("{} {}", to_string(day_of(frame.now)), k.tr(weekday)),
              Align::Right) +
       gap;
  k.fill({x, y - k.at(27), x + std::max(1.0F, k.at(3)), y + k.at(27)}, k.c.line2);
  x -= gap;
  const std::string_view lock = k.tr(ctx.view.view_locked ? "wall.locked" : "wall.unlocked");
  const std::string then = frame.live() ? std::string() : as_of_text(frame, k.lang);
  if (const Feeds feeds = feeds_of(frame); feeds.all > 0) {
    // Large type may have no room for them; the ticker names those that are silent.
    const std::string text = tr_with(k.lang, "feeds.fresh", feeds.fresh, feeds.all);
    float chips = chip_width(k, lock, false) + gap;
    if (frame.simulated) chips += chip_width(k, k.tr("simulated"), true) + gap;
    if (!then.empty()) chips += chip_width(k, then, true) + gap;
    if (x0 + chips + k.width(Type::Body, text) + gap <= x)
      x -= k.text(Type::Body, x, y, k.c.text2, text, Align::Right) + gap;
  }
  if (frame.simulated) x -= wall_chip(k, x, y, k.tr("simulated"), false, true) + gap;
  const float of_then = then.empty() ? 0 : chip_width(k, then, true) + gap;
  if (x0 + chip_width(k, lock, false) + of_then <= x) x -= wall_chip(k, x, y, lock, false, false) + gap;
  if (!then.empty()) x -= wall_chip(k, x, y, then, true, false) + gap;
  const std::string_view title = k.tr("wall.title");
  if (k.width(Type::Body, title) <= x - x0) k.text(Type::Body, x0, y, k.c.text2, title);
  k.rule(l.top.x0, l.top.x1, l.top.y1 - std::max(1.0F, k.at(2)), k.c.line);
  ImGui::End();
}

void draw_wall_ticker(const Frame& frame, PanelContext& ctx, const WallLayout& l) {
  constexpr std::size_t kMost = 4;
  begin_region(Kit(ctx), "##ticker", l.ticker, false);
  const WallKit k(ctx);
  const float y = l.ticker.cy(), edge = k.at(48);
  k.rule(l.ticker.x0, l.ticker.x1, l.ticker.y0, k.c.line);
  float x = edge + k.text(Type::BodyBold, edge, y, k.c.text, k.tr("wall.ticker")) + k.at(44);
  const float right = l.ticker.x1 - edge -
                      k.text(Type::Note, l.ticker.x1 - edge, y, k.c.text3,
                             tr_with(k.lang, "wall.revision", frame.world.head()), Align::Right) -
                      k.at(44);
  if (wall_ready(frame)) {
    const Feeds feeds = feeds_of(frame);
    std::vector<std::string> said;
    for (std::size_t i = 0; i < std::min(kMost, feeds.silent.size()); ++i)
      said.push_back(silence_text(k, frame.world.registry->records.feeds.name, feeds.silent[i].first,
                                  feeds.silent[i].second));
    if (said.empty()) said.emplace_back(k.tr(feeds.all > 0 ? "wall.fresh" : "wall.feeds_none"));
    for (const std::string& text : said) {  // whole sentences only
      if (x + k.width(Type::Body, text) > right) break;
      x += k.text(Type::Body, x, y, k.c.text2, text) + k.at(72);
    }
  }
  ImGui::End();
}

}  // namespace anxin
