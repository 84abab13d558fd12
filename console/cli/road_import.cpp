// anxin import roads: a road network into the graph file beside the store.
#include <fmt/format.h>

#include "console/cli/commands.hpp"
#include "console/cli/progress.hpp"
#include "data/ingest/roads.hpp"
#include "data/model/format.hpp"
#include "data/packs/traffic.hpp"
#include "geo/route/graph_file.hpp"

namespace anxin {
namespace {

struct Made {
  std::size_t nodes = 0, arcs = 0, bytes = 0;
  BuildReport report;
  RoadsRead read;  // its counts
};

Result<Made> make(const Context& context, const RoadImport& words) {
  RoadIntakeOptions options;
  options.layer = words.layer;
  if (words.crs != "auto") {
    const auto crs = parse_crs(words.crs);
    if (!crs) return std::unexpected(crs.error());
    options.crs = *crs;
  }
  const auto pack = context.pack();
  if (!pack) return std::unexpected(pack.error());
  if (const auto store = context.open(); !store) return std::unexpected(store.error());
  Made made;
  {
    ProgressLine line(context.say("正在读取道路", "Reading roads"), "", context.english());
    auto read = read_roads(words.file, options,
                           [&](std::uint64_t done, std::uint64_t total) { line.show(done, total); });
    if (!read) return std::unexpected(read.error());
    made.read = std::move(*read);
  }
  const auto graph = RoadGraph::build(made.read.roads, speed_table(**pack), &made.report);
  if (!graph) return std::unexpected(graph.error());
  made.nodes = graph->nodes();
  made.arcs = graph->arcs();
  made.bytes = graph->bytes();
  if (words.dry_run) return made;
  if (auto saved = save_graph(*graph, graph_file_of(context.store_file())); !saved)
    return std::unexpected(saved.error());
  return made;
}

}  // namespace

int run_import_roads(const Context& context, const RoadImport& words) {
  const auto made = make(context, words);
  if (!made) return report(made.error(), context.json(), context.english());
  const std::filesystem::path file = graph_file_of(context.store_file());
  const BuildReport& r = made->report;
  if (context.json()) {
    print_json({{"dry_run", words.dry_run},
                {"kind", "roads"},
                {"source", std::filesystem::path(words.file).filename().string()},
                {"roads", r.segments},
                {"closed_to_cars", made->read.closed},
                {"broken", made->read.broken},
                {"islands", r.islands},
                {"island_nodes", r.island_nodes},
                {"island_km", r.island_metres / 1000},
                {"nodes", made->nodes},
                {"arcs", made->arcs},
                {"bytes", made->bytes},
                {"file", file.string()}});
    return kExitDone;
  }
  const auto count = [](std::size_t n) { return format_count(static_cast<std::int64_t>(n)); };
  print_line(context.say(
      fmt::format("{}道路 {} 条，路网 {} 个节点、{} 条弧；略去不通行的 {} 条、残缺的 {} 条",
                  words.dry_run ? "试运行 " : "", count(r.segments), count(made->nodes), count(made->arcs),
                  count(made->read.closed), count(made->read.broken)),
      fmt::format("{}{} roads, a network of {} nodes and {} arcs; left out {} closed to cars and {} broken",
                  words.dry_run ? "dry run " : "", count(r.segments), count(made->nodes), count(made->arcs),
                  count(made->read.closed), count(made->read.broken))));
  if (r.islands > 0)
    print_line(context.say(
        fmt::format("无法到达或无法驶出的孤岛 {} 个（{} 个节点，{:.1f} 公里）已略去。", count(r.islands),
                    count(r.island_nodes), r.island_metres / 1000),
        fmt::format("{} islands that cannot be reached or left ({} nodes, {:.1f} km) were dropped.",
                    count(r.islands), count(r.island_nodes), r.island_metres / 1000)));
  if (!words.dry_run) print_line(context.say("路网文件：" + file.string(), "Road file: " + file.string()));
  return kExitDone;
}

}  // namespace anxin
