// anxin backtest: did incidents follow where the score was high?
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "console/cli/commands.hpp"
#include "data/model/backtest.hpp"

namespace anxin {
namespace {

struct BacktestOptions {
  std::size_t k = 100;
  int horizon_days = 90;
};

Json figure(const std::optional<Fraction>& fraction) { return fraction ? Json(fraction->value()) : Json(); }

std::string note(const Context& context, bool simulated) {
  return simulated
             ? context.say("模拟数据：本结果只证明计算正确，不说明评分能否预见真实事件。",
                           "Simulated data: this proves the calculation only, and says nothing about whether "
                           "the score foresees real incidents.")
             : context.say("对过去的度量，不是预测。", "A measurement of the past, no forecast.");
}

// The store's last day is the context's; the score is taken so long before that the horizon ends there.
int run_backtest(const Context& context, const BacktestOptions& options) {
  const auto stop = [&](const Error& e) { return report(e, context.json(), context.english()); };
  const auto pack = context.pack();
  if (!pack) return stop(pack.error());
  const auto store = context.open();
  if (!store) return stop(store.error());
  const auto a = load_assessed(**store, context, **pack);
  if (!a) return stop(a.error());
  const Day then = a->as_of - std::chrono::days{options.horizon_days};
  const RiskTable risk = assess_all(*a->registry, (*pack)->rules, then);
  const Backtest result = backtest(scored_projects(*a->registry, risk, options.horizon_days), options.k);
  const std::size_t incidents = incidents_in(*a->registry, then, options.horizon_days);
  const bool simulated = a->registry->simulated;
  if (context.json()) {
    print_json({{"as_of", to_string(then)},
                {"simulated", simulated},
                {"horizon_days", options.horizon_days},
                {"auc", figure(result.auc)},
                {"precision_at_k", figure(result.precision_at_k)},
                {"k", result.k},
                {"lift", figure(result.lift)},
                {"incidents", incidents},
                {"projects", result.projects},
                {"note", note(context, simulated)}});
    return kExitDone;
  }
  const auto shown = [&](const std::optional<Fraction>& fraction) {
    return fraction ? fmt::format("{:.3f}", fraction->value())
                    : std::string(context.say("无从计算", "not defined"));
  };
  print_line(fmt::format("{} {}  {}", context.say("评分日", "scores as of"), to_string(then),
                         context.say(fmt::format("其后 {} 天内 {} 起事件，{} 个在建项目",
                                                 options.horizon_days, incidents, result.projects),
                                     fmt::format("{} incidents in the {} days after, {} active projects",
                                                 incidents, options.horizon_days, result.projects))));
  print_line(fmt::format("AUC {}", shown(result.auc)));
  print_line(fmt::format(
      "{} {}  {} {}",
      context.say(fmt::format("前 {} 名命中率", result.k), fmt::format("precision at {}", result.k)),
      shown(result.precision_at_k), context.say("提升", "lift"), shown(result.lift)));
  print_line(note(context, simulated));
  return kExitDone;
}

}  // namespace

void add_backtest(CLI::App& app, Action& action) {
  auto options = std::make_shared<BacktestOptions>();
  auto* command = app.add_subcommand("backtest", "Whether incidents followed where the score was high");
  command->add_option("--k", options->k, "How many of the highest scores")->check(CLI::Range(1, 1'000'000));
  command
      ->add_option("--horizon", options->horizon_days,
                   "Days in which incidents count, up to the day asked for")
      ->check(CLI::Range(1, 3660));
  command->callback(
      [&action, options] { action = [options](const Context& c) { return run_backtest(c, *options); }; });
}

}  // namespace anxin
