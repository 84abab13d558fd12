#include "console/panels/import_panel.hpp"

#include <algorithm>
#include <cmath>

#include "console/panels/figures_text.hpp"
#include "console/panels/keys.hpp"
#include "console/panels/line_editor.hpp"

namespace anxin {
namespace {

constexpr int kEnter = 257, kKeypadEnter = 335, kEscape = 256, kDown = 264, kUp = 265;
constexpr float kHead = 64, kFoot = 76;

bool can_write(const ImportState& s) { return s.stage == ImportStage::Ready && s.added + s.changed > 0; }

std::string size_text(std::uint64_t bytes) {
  if (bytes < 1000) return fmt::format("{} B", bytes);
  if (bytes < 1'000'000) return fmt::format("{} kB", bytes / 1000);
  return fmt::format("{}.{} MB", bytes / 1'000'000, bytes % 1'000'000 / 100'000);
}

std::string_view delimiter_key(char c) {
  if (c == '\t') return "import.tab";
  if (c == ';') return "import.semicolon";
  return c == ',' ? "import.comma" : std::string_view{};
}

// GB18030 · 逗号 · 312 kB · 1,204 行
std::string file_facts(const Kit& k, const ImportState& s) {
  std::string out;
  const auto add = [&](std::string_view part) {
    if (part.empty()) return;
    if (!out.empty()) out += " · ";
    out += part;
  };
  if (s.delimiter != 0) {
    add(name(s.encoding));
    if (const auto key = delimiter_key(s.delimiter); !key.empty()) add(k.tr(key));
  }
  if (!s.layer.empty() && s.layers.size() < 2) add(tr_with(k.lang, "import.layer", s.layer));
  if (s.bytes > 0) add(size_text(s.bytes));
  if (s.rows > 0) add(tr_with(k.lang, "import.rows", format_count(static_cast<std::int64_t>(s.rows))));
  return out;
}

std::string_view stage_key(ImportStage stage) {
  constexpr std::array<std::string_view, 6> keys{"import.looking", "import.reading", "import.preview",
                                                 "import.refused", "import.writing", "import.done"};
  return keys[static_cast<std::size_t>(stage)];
}

void draw_head(const Kit& k, const ImportState& s, const Box& b, float x0, float x1) {
  section_head(k, x0, x1 - close_width(k) - k.px(12), b.y0 + k.px(22), "import", k.tr(stage_key(s.stage)));
  if (s.stage != ImportStage::Writing && close_mark(k, "close_import", x1, b.y0 + k.px(22)).clicked)
    k.ctx.outbox.asks.emplace_back(CloseImport{});
  if (s.stage != ImportStage::Looking)
    k.text_in(Type::Title, x0, b.y0 + k.px(48), x1 - x0, k.c.text, s.source);
}

float draw_under_way(const Kit& k, const ImportState& s, float x0, float x1, float y) {
  progress_bar(k, box_at(x0, y, x1 - x0, k.px(6)), s.share);
  return y + k.px(20);
}

float draw_refusal(const Kit& k, const ImportState& s, float x0, float x1, float y) {
  const std::string& why = k.lang == Lang::En ? s.error->en : s.error->zh;
  const float h = k.wrapped_height(Type::Body, x1 - x0 - k.px(14), why);
  k.fill({x0, y, x0 + k.px(3), y + h}, k.c.text);
  k.wrapped(Type::Body, x0 + k.px(14), y + k.line_height(Type::Body) / 2, x1 - x0 - k.px(14), k.c.text, why);
  return y + h + k.px(14);
}

// What was written, and the way back.
float draw_done(const Kit& k, const Frame& frame, const ImportState& s, float x0, float x1, float y) {
  std::string text;
  if (becomes_commands(s.kind) && s.added + s.changed > 0) {
    text = tr_with(k.lang, "import.entered", format_count(static_cast<std::int64_t>(s.added + s.changed)));
  } else if (s.batch == 0) {
    text = k.tr("import.nothing_new");
  } else {
    text = tr_with(k.lang, s.undone ? "import.undone" : "import.written", s.batch,
                   format_count(static_cast<std::int64_t>(s.added + s.changed)));
  }
  y += k.wrapped(Type::Body, x0, y + k.line_height(Type::Body) / 2, x1 - x0, k.c.text, text) + k.px(12);
  return draw_batches(k, frame, s, x0, x1, y);
}

// The primary button with its key.
Hit keyed_button(const Kit& k, std::string_view id, const Box& b, std::string_view text,
                 std::string_view cap) {
  const float cap_w = std::round(k.width(Type::Key, cap) + k.px(10)), gap = k.px(10);
  const Hit h = button(k, id, b, {}, true);
  const float w = k.width(Type::BodyBold, text) + gap + cap_w, x = b.cx() - w / 2;
  k.text(Type::BodyBold, x, b.cy(), k.c.primary_text, text);
  const Box key{x + w - cap_w, b.cy() - k.px(9), x + w, b.cy() + k.px(9)};
  k.frame(key, k.c.primary_text, 1, 3);
  k.text(Type::Key, key.cx(), key.cy(), k.c.primary_text, cap, Align::Centre);
  return h;
}

// The one primary button, and why it is off.
void draw_foot(const Kit& k, const Frame& frame, const ImportState& s, const Box& foot, float x0, float x1) {
  k.rule(foot.x0, foot.x1, foot.y0, k.c.line);
  const float y = foot.y0 + k.px(12), h = k.px(36), gap = k.px(8);
  const float other_w = std::round(k.width(Type::BodyBold, k.tr("import.other")) + k.px(32));
  const Box main{x0, y, x1 - other_w - gap, y + h}, other{x1 - other_w, y, x1, y + h};
  const std::string_view no_undo =
      s.kind == IntakeKind::Incidents ? "import.incidents_stay" : "import.units_stay";
  std::string_view note = k.tr(becomes_commands(s.kind) ? no_undo : "import.promise");
  if (s.stage == ImportStage::Ready && can_write(s) && frame.live()) {
    const std::string text =
        tr_with(k.lang, "import.apply", format_count(static_cast<std::int64_t>(s.accepted)));
    if (keyed_button(k, "apply_import", main, text, cap_of(Verb::Primary)).clicked)
      k.ctx.outbox.commands.emplace_back(ApplyImport{s.number});
  } else if (s.stage == ImportStage::Done) {
    if (keyed_button(k, "end_import", main, k.tr("import.close"), cap_of(Verb::Primary)).clicked)
      k.ctx.outbox.asks.emplace_back(CloseImport{});
    if (!becomes_commands(s.kind)) note = k.tr("import.undo_note");
  } else if (s.stage == ImportStage::Refused) {
    if (button(k, "again", main, k.tr("import.again"), true).clicked) read_again(k.ctx, s.wish);
    note = k.tr("import.kept");
  } else {
    k.frame(main, k.c.line, 1, 3);
    k.text(Type::Body, main.cx(), main.cy(), k.c.disabled, k.tr("import.apply_off"), Align::Centre);
    if (s.stage == ImportStage::Writing) note = k.tr("import.writing_note");
    if (s.stage == ImportStage::Reading) note = k.tr("import.reading_note");
    if (s.stage == ImportStage::Ready) note = k.tr(frame.live() ? "import.no_change" : "import.past");
  }
  if (s.stage == ImportStage::Writing) {
    k.frame(other, k.c.line, 1, 3);
    k.text(Type::Body, other.cx(), other.cy(), k.c.disabled, k.tr("import.other"), Align::Centre);
  } else if (button(k, "other_file", other, k.tr("import.other")).clicked) {
    k.ctx.outbox.asks.emplace_back(LookForFile{});
  }
  k.text_in(Type::Note, x0, y + h + k.px(14), x1 - x0, k.c.text3, note);
}

}  // namespace

void open_import(PanelContext& ctx) {
  ctx.view.inspector = true;
  ctx.state.tools.import = {};
  ctx.outbox.asks.emplace_back(LookForFile{});
}

void take_dropped(PanelContext& ctx) {
  auto& dropped = ctx.state.tools.import.dropped;
  if (dropped.empty()) return;
  // Of a Shapefile's companions let fall together the .shp stands for all.
  const auto shape = std::ranges::find_if(dropped, [](const std::string& p) { return p.ends_with(".shp"); });
  const std::string file = shape == dropped.end() ? dropped.front() : *shape;
  ctx.view.inspector = true;
  ctx.state.tools.import = {};
  ctx.outbox.asks.emplace_back(PreviewImport{{file, {}, {}, {}, {}}});
}

void read_again(PanelContext& ctx, ImportWish wish) {
  ctx.state.tools.import.open_column = -1;
  ctx.outbox.asks.emplace_back(PreviewImport{std::move(wish)});
}

void read_layer(PanelContext& ctx, const ImportState& s, std::size_t layer) {
  ImportWish wish = s.wish;  // kind and columns were of the other one
  wish.kind.reset();
  wish.map.clear();
  wish.layer = s.layers[layer].name;
  read_again(ctx, std::move(wish));
}

void step_layer(const Frame& frame, PanelContext& ctx, int by) {
  if (!frame.import) return;
  const ImportState& s = *frame.import;
  const bool open =
      s.stage == ImportStage::Reading || s.stage == ImportStage::Ready || s.stage == ImportStage::Refused;
  if (!open || s.layers.size() < 2) return;
  std::size_t next = 0;
  if (s.layer_at && by < 0) next = *s.layer_at == 0 ? 0 : *s.layer_at - 1;
  if (s.layer_at && by > 0) next = std::min(*s.layer_at + 1, s.layers.size() - 1);
  if (s.layer_at != next) read_layer(ctx, s, next);
}

bool import_keys(const Frame& frame, PanelContext& ctx) {
  if (!frame.import) return false;
  const ImportState& s = *frame.import;
  ImportPanel& panel = ctx.state.tools.import;
  if (panel.seen != s.number) {
    panel.seen = s.number;
    panel.marked = 0;
    panel.undo_asked = 0;
  }
  const bool plain = !ImGui::GetIO().KeyCtrl && !ImGui::GetIO().KeyAlt;
  const bool enter = ImGui::IsKeyPressed(kEnter, false) || ImGui::IsKeyPressed(kKeypadEnter, false);
  if (plain && ImGui::IsKeyPressed(kEscape, false) && s.stage != ImportStage::Writing) {
    if (panel.open_column >= 0) {
      panel.open_column = -1;
    } else {
      ctx.outbox.asks.emplace_back(CloseImport{});
    }
    return true;
  }
  if (s.stage == ImportStage::Looking) {
    const std::size_t rows = listed_files(s, panel).size();
    if (ImGui::IsKeyPressed(kDown, true) && panel.marked + 1 < rows) ++panel.marked;
    if (ImGui::IsKeyPressed(kUp, true) && panel.marked > 0) --panel.marked;
    if (type_into(panel.line)) panel.marked = 0;
    if (plain && enter) take_marked(ctx, s);
    return plain;  // Ctrl and a letter stay what they are
  }
  if (!plain || !enter) return false;
  if (s.stage == ImportStage::Ready && can_write(s) && frame.live()) {
    ctx.outbox.commands.emplace_back(ApplyImport{s.number});
  } else if (s.stage == ImportStage::Done) {
    ctx.outbox.asks.emplace_back(CloseImport{});
  }
  return true;
}

void draw_import(const Frame& frame, PanelContext& ctx, const Layout& l) {
  if (!frame.import || l.right.w() <= 0) return;
  const ImportState& s = *frame.import;
  const Kit m(ctx);
  const bool looking = s.stage == ImportStage::Looking;
  const Box head{l.right.x0, l.right.y0, l.right.x1, l.right.y0 + m.px(looking ? 40 : kHead)};
  const Box foot{l.right.x0, l.right.y1 - m.px(looking ? 0 : kFoot), l.right.x1, l.right.y1};
  const Box body{l.right.x0, head.y1, l.right.x1, foot.y0};
  const float x0 = l.right.x0 + m.px(16), x1 = l.right.x1 - m.px(16);
  begin_region(m, "##import_head", head, false);
  draw_head(Kit(ctx), s, head, x0, x1);
  ImGui::End();
  begin_region(m, "##import", body, true);
  const Kit k(ctx);
  const float top = ImGui::GetCursorScreenPos().y;
  float y = top + k.px(8);
  if (looking) {
    y = draw_file_search(k, s, x0, x1, y);
    y = draw_batches(k, frame, s, x0, x1, y + k.px(12));
  } else {
    k.text_in(Type::Meta, x0, y + k.px(6), x1 - x0, k.c.text2, file_facts(k, s));
    y += k.px(26);
    if (s.stage == ImportStage::Reading || s.stage == ImportStage::Writing)
      y = draw_under_way(k, s, x0, x1, y);
    if (s.error) y = draw_refusal(k, s, x0, x1, y);
    y = s.stage == ImportStage::Done ? draw_done(k, frame, s, x0, x1, y) : draw_preview(k, s, x0, x1, y);
  }
  ImGui::SetCursorScreenPos({body.x0, top});
  ImGui::Dummy({1, y + k.px(16) - top});
  ImGui::End();
  if (!looking) {
    begin_region(m, "##import_foot", foot, false);
    draw_foot(Kit(ctx), frame, s, foot, x0, x1);
    ImGui::End();
  }
}

void draw_import_marks(const Frame& frame, const Kit& k, const Box& map) {
  if (!frame.import || frame.import->stage == ImportStage::Done) return;
  const float r = std::round(k.px(2.5F));
  for (const MapXY at : frame.import->positions) {
    const Pixel p = k.ctx.camera.to_screen(at);
    if (!map.has({p.x, p.y})) continue;
    k.frame({p.x - r, p.y - r, p.x + r, p.y + r}, k.c.text, 1.2F);
  }
}

}  // namespace anxin
