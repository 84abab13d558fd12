// Looking for a file to take in: a line to type into, the folder, and the batches that can be taken back.
#include <algorithm>
#include <cmath>

#include "console/panels/figures_text.hpp"
#include "console/panels/import_panel.hpp"
#include "console/panels/line_editor.hpp"
#include "geo/text.hpp"

namespace anxin {
namespace {

constexpr float kRow = 28;

bool is_path(std::string_view typed) { return typed.starts_with('/') || typed.starts_with('~'); }

std::filesystem::path path_of(std::string_view typed) {
  const char* home = std::getenv("HOME");
  if (typed.starts_with('~') && home != nullptr) return std::string(home) + std::string(typed.substr(1));
  return std::string(typed);
}

std::string when_text(Instant at) {
  const auto local = at + kBeijingOffset;
  const std::chrono::hh_mm_ss clock(local - std::chrono::floor<std::chrono::days>(local));
  return fmt::format("{} {:02}:{:02}", to_string(day_of(at)), clock.hours().count(), clock.minutes().count());
}

bool draw_entry(const Kit& k, const FolderEntry& e, std::size_t n, bool marked, const Box& row, float x0,
                float x1) {
  const Hit h = k.hit(Brief("entry{}", n), row);
  if (marked || h.hovered) k.fill(row, k.c.hover);
  if (marked) k.fill({row.x0, row.y0, row.x0 + k.px(3), row.y1}, k.c.text);
  const Colour32 quiet = marked || h.hovered ? k.c.text2 : k.c.text3;
  float right = x1;
  if (e.folder) {
    right -= k.text(Type::Note, x1, row.cy(), quiet, k.tr("import.folder"), Align::Right) + k.px(12);
  } else {
    right -= k.text(Type::Note, x1, row.cy(), quiet, when_text(e.changed), Align::Right) + k.px(12);
  }
  k.text_in(e.folder ? Type::Body : Type::BodyBold, x0, row.cy(), right - x0, k.c.text, e.name);
  return h.clicked;
}

// The batches that stand in the way of nothing can be taken back; a second click does it.
void draw_undo(const Kit& k, const Frame& frame, const Store::BatchInfo& b, const Box& row, float x1) {
  if (b.undone) {
    k.text(Type::Note, x1, row.y0 + k.px(15), k.c.text3, k.tr("import.is_undone"), Align::Right);
    return;
  }
  ImportPanel& panel = k.ctx.state.tools.import;
  const bool asked = panel.undo_asked == b.batch;
  const std::string_view word = k.tr(asked ? "import.undo_sure" : "import.undo");
  const float w = chip_width(k, word);
  if (!frame.live()) return;
  const Hit h = toggle_chip(k, Brief("undo{}", b.batch), x1 - w, row.y0 + k.px(15), w, word, asked);
  if (!h.clicked) return;
  if (asked) k.ctx.outbox.commands.emplace_back(UndoBatch{b.batch});
  panel.undo_asked = asked ? 0 : b.batch;
}

std::string kind_text(const Kit& k, const std::string& kind) {
  const std::string key = "import.kind." + kind;
  const std::string_view word = k.tr(key);
  return std::string(word == key ? std::string_view(kind) : word);
}

}  // namespace

std::vector<const FolderEntry*> listed_files(const ImportState& s, const ImportPanel& panel) {
  std::vector<const FolderEntry*> out;
  const std::string wanted = is_path(panel.line.text) ? std::string() : fold_width(panel.line.text);
  for (const FolderEntry& e : s.list.entries)
    if (wanted.empty() || fold_width(e.name).find(wanted) != std::string::npos) out.push_back(&e);
  return out;
}

void take_marked(PanelContext& ctx, const ImportState& s) {
  ImportPanel& panel = ctx.state.tools.import;
  if (is_path(panel.line.text)) {
    ctx.outbox.asks.emplace_back(LookForFile{path_of(panel.line.text)});
  } else {
    const auto files = listed_files(s, panel);
    if (panel.marked >= files.size()) return;
    ctx.outbox.asks.emplace_back(LookForFile{s.list.folder / files[panel.marked]->name});
  }
  panel.line.set({});
  panel.marked = 0;
}

float draw_file_search(const Kit& k, const ImportState& s, float x0, float x1, float y) {
  ImportPanel& panel = k.ctx.state.tools.import;
  const Box well = box_at(x0, y, x1 - x0, k.px(32));
  draw_line(k, well, panel.line, k.tr("import.type"));
  k.frame(well, k.c.line2, 1, 3);
  y = well.y1 + k.px(10);
  const std::string_view up = k.tr("import.up");
  const float up_w = chip_width(k, up);
  if (s.list.folder.has_parent_path() && s.list.folder != s.list.folder.parent_path() &&
      toggle_chip(k, "up", x1 - up_w, y + k.px(10), up_w, up, true).clicked)
    k.ctx.outbox.asks.emplace_back(LookForFile{s.list.folder.parent_path()});
  k.text_in(Type::Note, x0, y + k.px(10), x1 - x0 - up_w - k.px(10), k.c.text3, s.list.folder.string());
  y += k.px(28);
  if (s.list.error) {
    const std::string& why = k.lang == Lang::En ? s.list.error->en : s.list.error->zh;
    return y + k.wrapped(Type::Body, x0, y + k.line_height(Type::Body) / 2, x1 - x0, k.c.text, why);
  }
  const auto files = listed_files(s, panel);
  if (files.empty()) {
    return y +
           k.wrapped(Type::Meta, x0, y + k.px(10), x1 - x0, k.c.text3,
                     k.tr(panel.line.text.empty() ? "import.none" : "import.none_named")) +
           k.px(8);
  }
  const float row_h = k.px(kRow);
  std::optional<std::size_t> clicked;
  const ImVec2 lower = k.draw->GetClipRectMin(), upper = k.draw->GetClipRectMax();
  for (std::size_t n = 0; n < files.size(); ++n, y += row_h) {
    const Box row{x0 - k.px(16), y, x1 + k.px(16), y + row_h};
    if (row.y1 < lower.y || row.y0 > upper.y) continue;
    if (draw_entry(k, *files[n], n, n == panel.marked, row, x0, x1)) clicked = n;
  }
  if (s.list.left_out > 0) {
    k.text_in(Type::Note, x0, y + k.px(10), x1 - x0, k.c.text3,
              tr_with(k.lang, "import.left_out", s.list.left_out));
    y += k.px(22);
  }
  if (clicked) {
    panel.marked = *clicked;
    panel.line.set({});
    k.ctx.outbox.asks.emplace_back(LookForFile{s.list.folder / files[*clicked]->name});
  }
  return y;
}

float draw_batches(const Kit& k, const Frame& frame, const ImportState& s, float x0, float x1, float y) {
  if (s.batches.empty()) return y;
  section_head(k, x0, x1, y + k.px(12), "import.batches", frame.live() ? "" : k.tr("import.past"));
  y += k.px(30);
  for (const Store::BatchInfo& b : s.batches) {
    const Box row{x0 - k.px(16), y, x1 + k.px(16), y + k.px(46)};
    draw_undo(k, frame, b, row, x1);
    k.text_in(Type::Body, x0, row.y0 + k.px(15), x1 - x0 - k.px(130), k.c.text,
              tr_with(k.lang, "import.batch", b.batch, b.source));
    k.text_in(Type::Note, x0, row.y0 + k.px(34), x1 - x0, k.c.text3,
              fmt::format("{} · {} · {}", kind_text(k, b.kind), when_text(b.at),
                          tr_with(k.lang, "import.rows", format_count(static_cast<std::int64_t>(b.rows)))));
    y = row.y1;
  }
  return y;
}

}  // namespace anxin
