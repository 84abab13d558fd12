// The preview of a file to be taken in: its kind, what would change, in which coordinates, how each column is
// read, which rows are left out and why.
#include <algorithm>
#include <cmath>

#include "console/panels/figures_text.hpp"
#include "console/panels/import_panel.hpp"
#include "console/panels/keys.hpp"

namespace anxin {
namespace {

std::string count(std::size_t n) { return format_count(static_cast<std::int64_t>(n)); }

std::string field_text(Lang lang, Field field) {
  if (lang == Lang::Zh) return std::string(name_zh(field));
  std::string words(code(field));
  std::ranges::replace(words, '_', ' ');
  return words;
}

// The wish behind this preview, so that another choice leaves kind and sheet as they are seen.
ImportWish seen_wish(const ImportState& s) {
  ImportWish wish = s.wish;
  wish.kind = s.kind;
  if (s.layers.size() > 1 && s.layer_at) wish.layer = s.layers[*s.layer_at].name;
  return wish;
}

// Switches in lines that wrap; gives the one that was clicked.
class Choices {
 public:
  Choices(const Kit& k, float x0, float x1, float y) : k_(k), x0_(x0), x1_(x1), x_(x0), y_(y + k.px(11)) {}
  bool add(std::string_view id, std::string_view text, bool on) {
    const float w = std::min(chip_width(k_, text), x1_ - x0_);
    if (x_ + w > x1_ && x_ > x0_) {
      x_ = x0_;
      y_ += k_.px(28);
    }
    const Hit h = toggle_chip(k_, id, x_, y_, w, text, on);
    x_ += w + k_.px(6);
    return h.clicked;
  }
  [[nodiscard]] float bottom() const { return y_ + k_.px(11); }

 private:
  const Kit& k_;
  float x0_, x1_, x_, y_;
};

// Which sheet or layer is read, where there are several: by click, or by the two keys.
float draw_layers(const Kit& k, const ImportState& s, float x0, float x1, float y) {
  const bool sheets = s.wish.file.extension() == ".xlsx" || s.wish.file.extension() == ".ods";
  section_head(k, x0, x1, y + k.px(12), sheets ? "import.sheets" : "import.layers",
               tr_with(k.lang, "import.layer_keys", s.layers.size(), cap_of(Verb::PreviousLayer),
                       cap_of(Verb::NextLayer)));
  Choices choices(k, x0, x1, y + k.px(28));
  for (std::size_t i = 0; i < s.layers.size(); ++i) {
    const bool on = s.layer_at == i;
    if (choices.add(Brief("layer{}", i), s.layers[i].shown, on) && !on && s.stage != ImportStage::Writing)
      read_layer(k.ctx, s, i);
  }
  return choices.bottom();
}

float draw_kinds(const Kit& k, const ImportState& s, float x0, float x1, float y) {
  Choices choices(k, x0, x1, y);
  for (int i = 0; i < kIntakeKinds; ++i) {
    const auto kind = static_cast<IntakeKind>(i);
    const Brief key("import.kind.{}", code(kind));
    if (!choices.add(code(kind), k.tr(key), s.kind == kind) || s.kind == kind) continue;
    ImportWish wish = s.wish;  // columns were chosen for the other kind
    wish.kind = kind;
    wish.map.clear();
    read_again(k.ctx, std::move(wish));
  }
  return choices.bottom();
}

float draw_result(const Kit& k, const ImportState& s, float x0, float x1, float y) {
  section_head(k, x0, x1, y + k.px(12), "import.result");
  y += k.px(30);
  const float gap = k.px(6), w = std::floor((x1 - x0 - 3 * gap) / 4), h = k.px(46);
  const bool known = s.stage != ImportStage::Refused && s.stage != ImportStage::Reading;
  const std::array<std::pair<std::string_view, std::size_t>, 4> tiles{{{"import.added", s.added},
                                                                       {"import.changed", s.changed},
                                                                       {"import.unchanged", s.unchanged},
                                                                       {"import.rejected", s.rejected}}};
  for (std::size_t i = 0; i < tiles.size(); ++i) {
    const Box b = box_at(x0 + static_cast<float>(i) * (w + gap), y, w, h);
    k.fill(b, k.c.raised, 2);
    k.text_in(Type::Note, b.x0 + k.px(8), b.y0 + k.px(13), b.w() - k.px(12), k.c.text2, k.tr(tiles[i].first));
    k.text_in(Type::Brand, b.x0 + k.px(8), b.y0 + k.px(31), b.w() - k.px(12), k.c.text,
              known ? count(tiles[i].second) : "—");
  }
  return y + h;
}

struct Datum {
  std::string_view word, text;
};
constexpr std::array<Datum, 4> kDatums{
    {{"wgs84", "WGS-84"}, {"cgcs2000", "CGCS2000"}, {"gcj02", "GCJ-02"}, {"bd09", "BD-09"}}};

std::string datum_text(Lang lang, const Crs& crs) {
  if (lang == Lang::Zh) return std::string(name_zh(crs));
  const std::string word = to_string(crs);
  const auto known = std::ranges::find(kDatums, word, &Datum::word);
  return known == kDatums.end() ? word : std::string(known->text);
}

// 在哪个坐标系，凭什么，多有把握。
float draw_crs(const Kit& k, const ImportState& s, float x0, float x1, float y) {
  section_head(k, x0, x1, y + k.px(12), "import.crs",
               s.crs ? k.tr(Brief("import.crs.{}", code(s.crs->source))) : std::string_view{});
  y += k.px(30);
  if (s.crs) {
    k.text_in(Type::Brand, x0, y + k.px(6), x1 - x0, k.c.text, datum_text(k.lang, s.crs->crs));
    y += k.px(22);
    const std::string& sentence = k.lang == Lang::En ? s.crs->en : s.crs->zh;
    y += k.wrapped(Type::Meta, x0, y + k.line_height(Type::Meta) / 2, x1 - x0, k.c.text2, sentence) + k.px(2);
    if (s.positioned > 0) {
      k.text_in(Type::Note, x0, y + k.px(9), x1 - x0, k.c.text3,
                s.positions.size() < s.positioned
                    ? tr_with(k.lang, "import.some_squares", count(s.positions.size()), count(s.positioned))
                    : std::string(k.tr("import.squares")));
      y += k.px(22);
    }
  }
  Choices choices(k, x0, x1, y + k.px(4));
  const auto offer = [&](std::string_view word, std::string_view text, const std::optional<Crs>& crs) {
    const bool on = s.wish.crs == crs;
    if (!choices.add(word, text, on) || on) return;
    ImportWish wish = seen_wish(s);
    wish.crs = crs;
    read_again(k.ctx, std::move(wish));
  };
  offer("auto", k.tr("import.crs_auto"), {});
  for (const Datum& datum : kDatums) offer(datum.word, datum.text, *parse_crs(datum.word));
  return choices.bottom();
}

// The same file with one column read as another field, or left out ("-").
void map_column(PanelContext& ctx, const ImportState& s, std::string_view header, std::string_view field) {
  ImportWish wish = seen_wish(s);
  std::erase_if(wish.map, [&](const auto& one) { return one.first == header; });
  wish.map.emplace_back(header, field);
  read_again(ctx, std::move(wish));
}

// The fields that this column could be; those that another column already is are left away.
float draw_fields(const Kit& k, const ImportState& s, const ImportColumn& column, float x0, float x1,
                  float y) {
  Choices choices(k, x0, x1, y);
  for (const Field field : fields_of(s.kind)) {
    const bool taken = std::ranges::any_of(
        s.columns, [&](const ImportColumn& other) { return &other != &column && other.field == field; });
    if (taken) continue;
    if (choices.add(code(field), field_text(k.lang, field), column.field == field))
      map_column(k.ctx, s, column.header, code(field));
  }
  if (choices.add("-", k.tr("import.drop"), column.dropped)) map_column(k.ctx, s, column.header, "-");
  return choices.bottom() + k.px(8);
}

float draw_columns(const Kit& k, const ImportState& s, float x0, float x1, float y) {
  const auto read = std::ranges::count_if(s.columns, [](const auto& c) { return c.field.has_value(); });
  section_head(
      k, x0, x1, y + k.px(12), "import.columns",
      tr_with(k.lang, "import.columns_read", read, static_cast<std::ptrdiff_t>(s.columns.size()) - read));
  y += k.px(28);
  ImportPanel& panel = k.ctx.state.tools.import;
  const bool english = k.lang == Lang::En;  // its fields have longer names
  const float name_w = (x1 - x0) * (english ? 0.29F : 0.36F), field_w = (x1 - x0) * (english ? 0.47F : 0.34F);
  for (std::size_t i = 0; i < s.columns.size(); ++i) {
    const ImportColumn& column = s.columns[i];
    const Box row{x0 - k.px(16), y, x1 + k.px(16), y + k.px(26)};
    const bool geometry = column.header == kGeometryX || column.header == kGeometryY;
    const Hit h = k.hit(Brief("column{}", i), row);
    const bool open = panel.open_column == static_cast<int>(i);
    if (open || h.hovered) k.fill(row, k.c.hover);
    const Colour32 quiet = open || h.hovered ? k.c.text2 : k.c.text3;
    const Colour32 ink = column.field ? k.c.text : quiet;
    k.text_in(Type::Body, x0, row.cy(), name_w, ink,
              geometry ? k.tr(column.header == kGeometryX ? "import.shape_x" : "import.shape_y")
                       : std::string_view(column.header));
    arrow_right(k, x0 + name_w + k.px(6), x0 + name_w + k.px(20), row.cy(), quiet);
    k.text_in(column.field ? Type::BodyBold : Type::Body, x0 + name_w + k.px(30), row.cy(),
              field_w - k.px(34), ink,
              column.field     ? field_text(k.lang, *column.field)
              : column.dropped ? std::string(k.tr("import.dropped"))
                               : std::string(k.tr("import.unused")));
    k.text_in(Type::Note, x1, row.cy(), x1 - x0 - name_w - field_w, quiet, column.example, Align::Right);
    if (h.clicked && !geometry) panel.open_column = open ? -1 : static_cast<int>(i);
    y = row.y1;
    if (open) y = draw_fields(k, s, column, x0, x1, y + k.px(4));
  }
  return y;
}

float draw_rejected(const Kit& k, const ImportState& s, float x0, float x1, float y) {
  if (s.rejected == 0) return y;
  section_head(k, x0, x1, y + k.px(12), "import.rejects", tr_with(k.lang, "import.rows", count(s.rejected)));
  y += k.px(30);
  const std::string_view save = k.tr("import.save_rejects");
  const float save_w = chip_width(k, save);
  if (s.stage != ImportStage::Reading &&
      toggle_chip(k, "save_rejects", x0, y + k.px(10), save_w, save, true).clicked)
    k.ctx.outbox.asks.emplace_back(SaveRejects{});
  y += k.px(28);
  float line_w = 0;
  for (const RejectedRow& row : s.first_rejected)
    line_w = std::max(line_w, k.width(Type::Meta, tr_with(k.lang, "import.line", row.line)));
  for (const RejectedRow& row : s.first_rejected) {
    const float x = x0 + line_w + k.px(12);
    k.text(Type::Meta, x0, y + k.px(9), k.c.text3, tr_with(k.lang, "import.line", row.line));
    y += k.wrapped(Type::Meta, x, y + k.px(9), x1 - x, k.c.text, k.lang == Lang::En ? row.en : row.zh) +
         k.px(4);
  }
  if (s.rejected > s.first_rejected.size()) {
    k.text_in(Type::Note, x0, y + k.px(9), x1 - x0, k.c.text3,
              tr_with(k.lang, "import.more_rejects", count(s.rejected - s.first_rejected.size())));
    y += k.px(22);
  }
  return y;
}

// What was accepted with a remark: how often each.
float draw_remarks(const Kit& k, const ImportState& s, float x0, float x1, float y) {
  if (s.remarked.empty()) return y;
  section_head(k, x0, x1, y + k.px(12), "import.remarks");
  y += k.px(30);
  for (const auto& [fault, n] : s.remarked) {
    const FaultKind& kind = kind_of(fault);
    std::string text(k.lang == Lang::En ? kind.en : kind.zh);
    if (const auto hole = text.find("{}"); hole != std::string::npos) text.replace(hole, 2, "…");
    const float n_w = k.text(Type::Meta, x1, y + k.px(9), k.c.text, count(n), Align::Right);
    y += k.wrapped(Type::Meta, x0, y + k.px(9), x1 - x0 - n_w - k.px(12), k.c.text2, text) + k.px(4);
  }
  return y;
}

// Whether the file has columns of positions, so that their datum is a question.
bool is_placed(const ImportState& s) {
  return has_positions(s.kind) && (s.kind == IntakeKind::Projects || s.crs ||
                                   std::ranges::any_of(s.columns, [](const ImportColumn& c) {
                                     return c.field == Field::Lon || c.header == kGeometryX;
                                   }));
}

}  // namespace

float draw_preview(const Kit& k, const ImportState& s, float x0, float x1, float y) {
  if (s.layers.size() > 1) y = draw_layers(k, s, x0, x1, y) + k.px(14);
  if (s.columns.empty()) return y;  // nothing of the file could be read
  const auto parted = [&](float at) {
    k.rule(x0 - k.px(16), x1 + k.px(16), at + k.px(10), k.c.line);
    return at + k.px(16);
  };
  if (s.layers.size() > 1) {
    k.rule(x0 - k.px(16), x1 + k.px(16), y - k.px(2), k.c.line);
    y += k.px(10);
  }
  y = draw_kinds(k, s, x0, x1, y) + k.px(8);
  y = draw_result(k, s, x0, x1, y);
  if (is_placed(s)) y = draw_crs(k, s, x0, x1, parted(y));
  y = draw_columns(k, s, x0, x1, parted(y));
  if (s.rejected > 0) y = draw_rejected(k, s, x0, x1, parted(y));
  return draw_remarks(k, s, x0, x1, s.remarked.empty() ? y : parted(y));
}

}  // namespace anxin
