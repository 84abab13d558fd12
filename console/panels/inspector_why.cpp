// The card 为何红色 and the single change that would make it milder.
#include <algorithm>
#include <cmath>

#include "console/panels/desk.hpp"
#include "console/panels/figures_text.hpp"
#include "data/model/describe.hpp"

namespace anxin {
namespace {

constexpr std::size_t kRulesShown = 3;
constexpr std::array<std::string_view, kGrades> kWhy{"why.a", "why.b", "why.c", "why.d", "why.unknown"};
constexpr std::array<std::string_view, kGrades> kChange{"change.a", "change.b", "change.c", "change.none",
                                                        "change.unknown"};

const Rule* rule_of(const Frame& frame, RuleId id) {
  return frame.pack != nullptr ? frame.pack->rules.find(id) : nullptr;
}

std::string sentence(const Frame& frame, Lang lang, const Fired& fired) {
  return frame.pack != nullptr ? fired_sentence(fired, frame.pack->rules, lang == Lang::En) : std::string();
}

std::string_view law(Lang lang, const Rule* rule) {
  if (rule == nullptr) return {};
  return lang == Lang::En ? rule->law_en : rule->law_zh;
}

Colour32 colour_of(const Kit& k, Colour colour) {
  const Grade g = colour == Colour::Red ? Grade::D : colour == Colour::Orange ? Grade::C : Grade::B;
  return k.c.risk[static_cast<std::size_t>(g)];
}

// Code and sentence, `kept` pixels free at the right; returns the y below.
float rule_line(const Kit& k, std::string_view id, std::string_view text, float x0, float x1, float y,
                float kept) {
  k.text(Type::Meta, x0, y + k.px(12), k.c.text3, id);
  const float left = x0 + k.px(46);
  return y + k.px(2) + k.wrapped(Type::BodyBold, left, y + k.px(12), x1 - left - kept, k.c.text, text);
}

// Bar with the limit, the figures, the law. A count of what is missing has no bar: it stands beside the
// sentence.
float draw_fired(const Kit& k, const Frame& frame, const Fired& fired, float x0, float x1, float y) {
  const Rule* rule = rule_of(frame, fired.rule);
  const bool measured = fired.datum_unit != "missing" && fired.datum_unit != "fact";
  const std::string value = describe_datum(fired, k.lang == Lang::En);
  const float value_w = k.width(Type::Body, value) + k.px(14), top = y;
  y = rule_line(k, code(fired.rule), sentence(frame, k.lang, fired), x0, x1, y, measured ? 0 : value_w);
  if (measured) {
    const float most =
        std::max(2 * static_cast<float>(fired.threshold), 1.4F * static_cast<float>(fired.datum));
    const float scale = most > 0 ? 1 / most : 0, w = std::min(x1 - x0 - value_w, k.px(214));
    bar(k, box_at(x0, y + k.px(7), w, k.px(8)), static_cast<float>(fired.datum) * scale,
        static_cast<float>(fired.threshold) * scale, colour_of(k, fired.colour));
    k.text(Type::Body, x1, y + k.px(11), k.c.text, value, Align::Right);
    y += k.px(22);
  } else {
    k.text(Type::Body, x1, top + k.px(12), k.c.text, value, Align::Right);
    y += k.px(2);
  }
  if (const std::string_view basis = law(k.lang, rule); !basis.empty()) {
    y += k.wrapped(Type::Note, x0, y + k.px(10), x1 - x0, k.c.text2, basis);
  }
  return y + k.px(6);
}

// Unknown: the rules that lack data, hatched, because a gap is not a low risk.
float draw_lacking(const Kit& k, const Frame& frame, const Assessment& a, float x0, float x1, float y) {
  y += k.wrapped(Type::Meta, x0, y + k.px(12), x1 - x0, k.c.text2, k.tr("why.unknown_note")) + k.px(6);
  for (int i = 0; i < kRules; ++i) {
    if ((a.incomplete_rules >> i & 1) == 0) continue;
    const auto id = static_cast<RuleId>(i);
    const float w = k.width(Type::Meta, k.tr("why.lacks"));
    k.text(Type::Meta, x0, y + k.px(12), k.c.text3, code(id));
    k.text(Type::Meta, x1, y + k.px(12), k.c.text2, k.tr("why.lacks"), Align::Right);
    k.hatch({x0 + k.px(46), y + k.px(8), x1 - w - k.px(12), y + k.px(16)},
            k.c.cov[static_cast<std::size_t>(SafeguardState::Unknown)]);
    y += k.px(24);
  }
  (void)frame;
  return y;
}

float draw_change(const Kit& k, const Frame& frame, const ProjectDetail& d, float x0, float x1, float y) {
  const Counterfactual& cf = d.counterfactual;
  const std::size_t after = static_cast<std::size_t>(cf.acts.empty() ? Grade::D : cf.after.grade);
  section_head(k, x0, x1, y + k.px(12), kChange[after], {},
               k.lang == Lang::Zh ? tr(Lang::En, "change.none") : std::string_view());
  y += k.px(27);
  const float left = x0 + k.px(12), right = x1 - k.px(12),
              text_left = cf.acts.empty() ? left : left + k.px(66);
  const bool pair = cf.acts.size() > 1;
  // The height first: the box lies behind its text.
  float h = k.px(10);
  if (pair) h += k.px(22);
  for (const Act& act : cf.acts)
    h += k.wrapped_height(Type::BodyBold, right - text_left,
                          describe_act(act, frame.as_of, k.lang == Lang::En)) +
         k.px(2);
  const std::string engine = cf.acts.empty() ? std::string(k.tr("change.nothing"))
                                             : describe_recount(d.assessment, cf.after, k.lang == Lang::En);
  h += k.wrapped_height(Type::Meta, right - left, engine) + k.px(12);
  const Box b{x0, y, x1, y + h};
  k.fill(b, k.c.panel, 3);
  k.frame(b, k.c.line2, 1, 3);
  y += k.px(10);
  if (pair) {
    k.text_in(Type::Meta, left, y + k.px(10), right - left, k.c.text2, k.tr("change.pair"));
    y += k.px(22);
  }
  if (!cf.acts.empty()) {
    project_symbol(k, left + k.px(6), y + k.px(10), 6, d.assessment.grade);
    arrow_right(k, left + k.px(18), left + k.px(36), y + k.px(10), k.c.text2);
    project_symbol(k, left + k.px(48), y + k.px(10), 6, cf.after.grade);
  }
  for (const Act& act : cf.acts) {
    y += k.wrapped(Type::BodyBold, text_left, y + k.px(10), right - text_left, k.c.text,
                   describe_act(act, frame.as_of, k.lang == Lang::En)) +
         k.px(2);
  }
  k.wrapped(Type::Meta, left, y + k.px(11), right - left, k.c.text2, engine);
  return b.y1;
}

float draw_rules(const Kit& k, const Frame& frame, const Assessment& a, float x0, float x1, float y) {
  std::size_t shown = 0, more = 0;
  for (const Fired& fired : a.fired) {
    if (fired.rule == RuleId::W8) continue;  // a flag, not a cause: it stands as a chip under the name
    if (shown == kRulesShown) {
      ++more;
      continue;
    }
    if (shown++ > 0) {
      k.rule(x0, x1, y, k.c.line2);
      y += k.px(6);
    }
    y = draw_fired(k, frame, fired, x0, x1, y);
  }
  if (more > 0) {
    k.text(Type::Note, x0, y + k.px(8), k.c.text2, tr_with(k.lang, "why.more", more));
    y += k.px(20);
  }
  return y;
}

}  // namespace

float draw_why(const Kit& k, const Frame& frame, const ProjectDetail& d, float x0, float x1, float y) {
  const Assessment& a = d.assessment;
  const float top = y, left = x0 + k.px(16), right = x1 - k.px(14);
  k.draw->ChannelsSplit(2);  // the card behind is as tall as what it holds
  k.draw->ChannelsSetCurrent(1);
  std::optional<Day> datum = newest_datum(*frame.world.registry, d.project, frame.as_of);
  if (!a.fired.empty()) datum = a.fired.front().datum_date;
  std::string fact = tr_with(k.lang, "why.score", format_tenths(a.score_milli / 100));
  if (datum) fact += " · " + tr_with(k.lang, "why.data_date", format_day(*datum, frame.as_of));
  section_head(k, left, right, y + k.px(18), kWhy[static_cast<std::size_t>(a.grade)], fact);
  y += k.px(32);
  if (a.grade == Grade::Unknown) {
    y = draw_lacking(k, frame, a, left, right, y);
  } else if (a.fired.empty()) {
    y += k.wrapped(Type::Body, left, y + k.px(12), right - left, k.c.text, k.tr("why.clear")) + k.px(8);
  } else {
    y = draw_rules(k, frame, a, left, right, y);
  }
  if (a.grade != Grade::A) {
    k.rule(left, right, y, k.c.line2);
    y = draw_change(k, frame, d, left, right, y + k.px(6)) + k.px(14);
  }
  k.draw->ChannelsSetCurrent(0);
  k.fill({x0, top, x1, y}, k.c.raised, 2);
  if (a.grade == Grade::Unknown) {
    k.hatch({x0, top, x0 + k.px(4), y}, k.c.cov[static_cast<std::size_t>(SafeguardState::Unknown)], 4, 1.2F);
  } else {
    k.fill({x0, top, x0 + k.px(3), y}, k.c.risk[static_cast<std::size_t>(a.grade)]);
  }
  k.draw->ChannelsMerge();
  return y;
}

}  // namespace anxin
