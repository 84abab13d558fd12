#include <cmath>

#include "console/panels/desk.hpp"
#include "console/panels/figures_text.hpp"
#include "console/panels/keys.hpp"
#include "console/panels/view_history.hpp"

namespace anxin {
namespace {

constexpr std::array<std::string_view, kSectors> kSectorKeys{
    "sector.housing",      "sector.municipal", "sector.transport", "sector.water",
    "sector.rail_transit", "sector.military",  "sector.catering",  "sector.other"};
constexpr std::array<std::string_view, 3> kFundingKeys{"funding.government", "funding.private",
                                                       "funding.unknown"};
constexpr std::array<std::string_view, 5> kCreditKeys{"credit.a", "credit.b", "credit.c", "credit.d",
                                                      "credit.unknown"};
constexpr std::size_t kSectorsInSight = 5;  // the others behind 更多

// Chips in a row that wraps; each switches one bit of `set`. Nothing left on means all on again.
class ChipRow {
 public:
  ChipRow(const Kit& k, float x0, float x1, float y)
      : k_(k), left_(x0 + k.px(k.lang == Lang::En ? 60 : 46)), right_(x1), x_(left_), y_(y) {}

  void label(float x0, std::string_view key) {
    k_.text_in(Type::Meta, x0, y_, left_ - x0, k_.c.text3, k_.tr(key));
  }

  // True when clicked.
  bool chip(std::string_view id, bool on) {
    const std::string_view text = k_.tr(id);
    const float w = std::round(std::max(k_.px(28), k_.width(Type::Meta, text) + k_.px(14)));
    if (x_ + w > right_ && x_ > left_) {
      x_ = left_;
      y_ += k_.px(28);
    }
    const Hit h = toggle_chip(k_, id, x_, y_, w, text, on);
    x_ += w + k_.px(4);
    return h.clicked;
  }

  [[nodiscard]] float bottom() const { return y_ + k_.px(11); }

 private:
  const Kit& k_;
  float left_, right_, x_, y_;
};

void toggle(PanelContext& ctx, std::uint32_t Filters::* set, std::size_t bit, std::size_t count) {
  remember_view(ctx);
  std::uint32_t& bits = ctx.view.filters.*set;
  bits ^= 1U << bit;
  const std::uint32_t all = (1U << count) - 1;
  if ((bits & all) == 0 || (bits & all) == all) bits = Filters{}.*set;
}

bool is_on(std::uint32_t set, std::size_t bit) { return (set >> bit & 1U) != 0; }

template <std::size_t N>
float draw_row(const Kit& k, float x0, float x1, float y, std::string_view label,
               const std::array<std::string_view, N>& keys, std::uint32_t Filters::* set) {
  ChipRow row(k, x0, x1, y);
  row.label(x0, label);
  for (std::size_t i = 0; i < N; ++i) {
    if (row.chip(keys[i], is_on(k.ctx.view.filters.*set, i))) toggle(k.ctx, set, i, N);
  }
  return row.bottom();
}

float draw_sectors(const Kit& k, float x0, float x1, float y) {
  ChipRow row(k, x0, x1, y);
  row.label(x0, "filter.sector");
  ViewState& view = k.ctx.view;
  const std::uint32_t rest = (1U << kSectors) - (1U << kSectorsInSight);
  // A switched-off sector is never out of sight.
  const bool forced = (view.filters.sectors & rest) != rest, open = forced || view.sectors_overflow;
  for (std::size_t i = 0; i < (open ? kSectorKeys.size() : kSectorsInSight); ++i) {
    if (row.chip(kSectorKeys[i], is_on(view.filters.sectors, i)))
      toggle(k.ctx, &Filters::sectors, i, kSectors);
  }
  if (!forced && row.chip(open ? "filter.less" : "filter.more", false)) view.sectors_overflow = !open;
  return row.bottom();
}

}  // namespace

float draw_filters(const Kit& k, const Frame& frame, float x0, float x1, float y) {
  const Summary* s = frame.summary.get();
  section_head(k, x0, x1, y + k.px(12), "filter",
               s != nullptr ? tr_with(k.lang, "filter.hits", format_count(s->shown), format_count(s->total))
                            : std::string());
  y = draw_sectors(k, x0, x1, y + k.px(42));
  y = draw_row(k, x0, x1, y + k.px(20), "filter.funding", kFundingKeys, &Filters::fundings);
  y = draw_row(k, x0, x1, y + k.px(20), "filter.credit", kCreditKeys, &Filters::credits);
  if (k.ctx.view.filters == Filters{}) return y;
  y += k.px(12);
  const std::string_view clear = k.tr("filter.clear_all"), cap = cap_of(Verb::Clear);
  const float w = std::round(k.width(Type::BodyBold, clear) + k.px(28));
  if (button(k, "clear", box_at(x0, y, w, k.px(30)), clear).clicked) act(frame, k.ctx, Verb::Clear);
  key_cap(k, x0 + w + k.px(10), y + k.px(15), cap);
  return y + k.px(30);
}

}  // namespace anxin
