// SPDX-License-Identifier: EUPL-1.2
// The scoring kernel for a web page, built by tools/build-kernel-wasm.sh (not part of the libraries). The page lays columns of numbers in
// one stretch of memory that it asks for once, and calls these functions with places in it; nothing is allocated afterwards.

#include "stat/composite/kernel.hpp"
#include "stat/composite/kernel_draws.hpp"
#include "stat/composite/kernel_ranks.hpp"

namespace kernel = trede::stat::composite;

namespace {

constexpr size_t kMostColumns = 1024, kMostChildren = 4096;
kernel::MutableColumn columns[kMostColumns];
kernel::Column view[kMostColumns];
kernel::Group groups[kMostColumns];
const float* parts[kMostColumns];

// The groups as the page lays them down: group g has children child[first[g]] … child[first[g + 1] − 1].
bool take_groups(uint32_t columns_below, uint32_t count, const uint32_t* first, const uint32_t* child, const double* weight,
                 const uint8_t* modelled) {
  if (size_t{columns_below} + count > kMostColumns || first[count] > kMostChildren) return false;
  for (size_t g = 0; g < count; ++g)
    groups[g] = {.child = child + first[g],
                 .weight = weight + first[g],
                 .modelled = modelled == nullptr ? nullptr : modelled + first[g],
                 .count = first[g + 1] - first[g]};
  return true;
}

void take_columns(size_t count, uint32_t n, double* value, uint8_t* has) {
  for (size_t c = 0; c < count; ++c) {
    columns[c] = {value + c * n, has + c * n};
    view[c] = {columns[c].value, columns[c].has};
  }
}

}  // namespace

extern "C" {

extern unsigned char __heap_base;

// The first free byte of memory; the page grows the memory as it needs and shares it out itself.
uint32_t trede_free_memory() { return static_cast<uint32_t>(reinterpret_cast<uintptr_t>(&__heap_base)); }

// A column on a scale. method and a, b: kernel.hpp; key: 2n × 8 bytes, order: 2n × 4, rank: n × 4 of work space. 1 = there is a scale.
int32_t trede_normalise(uint32_t method, double sign, double a, double b, const double* value, const uint8_t* has, uint32_t n,
                        uint64_t* key, uint32_t* order, uint32_t* rank, double* out_value, uint8_t* out_has) {
  const kernel::Normalise how{.method = static_cast<kernel::Normalisation>(method), .sign = sign, .a = a, .b = b, .fewest = 1};
  return kernel::normalise(how, {value, has}, n, {key, order}, rank, {out_value, out_has}) ? 1 : 0;
}

// The linear scale of a column: out = sign, centre, spread, factor, base. With `against` a number, robust-z is laid against that reference
// in the place of the median, as the ladder does. 0 = there is no scale.
int32_t trede_scale(uint32_t method, double sign, double a, double b, double against, const double* value, const uint8_t* has, uint32_t n,
                    uint64_t* key, uint32_t* order, double* out) {
  const kernel::Normalise how{
      .method = static_cast<kernel::Normalisation>(method), .sign = sign, .a = a, .b = b, .fewest = kernel::kFewestUnits};
  kernel::Scale scale;
  if (!kernel::find_scale(how, {value, has}, n, {key, order}, scale)) return 0;
  if (how.method == kernel::Normalisation::robust_z && against == against) scale.centre = sign * against;
  out[0] = scale.sign;
  out[1] = scale.centre;
  out[2] = scale.spread;
  out[3] = scale.factor;
  out[4] = scale.base;
  return 1;
}

// All levels. Column c has its values at value + c·n and its presence at has + c·n: first the indicators, then room for the groups, each
// with its children's weights and modelled. 0 = too many columns or children.
int32_t trede_compose(uint32_t indicators, uint32_t group_count, uint32_t n, double* value, uint8_t* has, const uint32_t* first,
                      const uint32_t* child, const double* weight, const uint8_t* modelled, uint32_t mean, double coverage,
                      double modelled_share) {
  if (!take_groups(indicators, group_count, first, child, weight, modelled)) return 0;
  take_columns(size_t{indicators} + group_count, n, value, has);
  kernel::compose(groups, group_count, columns, view, indicators, n,
                  {.how = static_cast<kernel::Aggregation>(mean), .minimum_coverage = coverage, .modelled_share = modelled_share});
  return 1;
}

// On how much of each score no error is known, by weight: part holds a column of n per indicator (−1 = no figure, 0 = known, 1 = not known)
// and room for the groups; exists: n per group, whether it has a score there.
int32_t trede_unknown(uint32_t indicators, uint32_t group_count, uint32_t n, float* part, const uint8_t* exists, const uint32_t* first,
                      const uint32_t* child, const double* weight) {
  if (!take_groups(indicators, group_count, first, child, weight, nullptr)) return 0;
  for (size_t c = 0; c < size_t{indicators} + group_count; ++c) parts[c] = part + c * n;
  for (size_t g = 0; g < group_count; ++g) kernel::unknown_part(groups[g], parts, n, exists + g * n, part + (indicators + g) * n);
  return 1;
}

// Ranks from the highest score; 0 where there is none. Returns how many there are.
uint32_t trede_rank(const double* score, const uint8_t* has, uint32_t n, uint64_t* key, uint32_t* order, uint32_t* rank) {
  return static_cast<uint32_t>(kernel::ranks_from_lowest({score, has}, n, -1.0, {key, order}, rank));
}

// --- replications --------------------------------------------------------------------------------------------------------------------

// The table of normal numbers, 4,097 of them, that the draws need.
void trede_normal_steps(double* edge) { kernel::fill_normal_steps(edge); }

// The numbers between 0 and 1 of (seed, replication, item): the design of a simulation.
void trede_uniform(double seed, uint32_t replication, uint32_t item, uint32_t count, double* out) {
  trede::stat::Philox random(static_cast<uint64_t>(seed), replication, item);
  for (uint32_t i = 0; i < count; ++i) out[i] = random.uniform();
}

void trede_random(double seed, uint32_t replication, uint32_t first, uint32_t n, uint32_t count, uint32_t* out) {
  kernel::draw_random(static_cast<uint64_t>(seed), replication, first, n, count, out);
}
// `count` numbers of one item.
void trede_item_random(double seed, uint32_t replication, uint32_t item, uint32_t count, uint32_t* out) {
  trede::stat::Philox random(static_cast<uint64_t>(seed), replication, item);
  for (uint32_t i = 0; i < count; ++i) out[i] = random.next();
}
uint32_t trede_reference_item() { return kernel::kReferenceItem; }

// The widths of n figures from their 95 % bounds (see interval_widths); linear: 0 when the scale is by place. Without bounds they are 0.
void trede_widths(uint32_t n, const uint8_t* has_bounds, const double* middle, const double* lower, const double* upper,
                  const double* scale, uint32_t linear, double* down, double* up) {
  const double none = 0.0;
  const kernel::DrawScale on{.linear = {.sign = scale[0], .centre = scale[1], .spread = scale[2], .factor = scale[3], .base = scale[4]},
                             .sorted = &none,
                             .size = linear != 0 ? size_t{0} : size_t{1}};
  for (uint32_t k = 0; k < n; ++k) {
    down[k] = up[k] = 0.0;
    if (has_bounds[k] != 0) kernel::interval_widths(on, middle[k], lower[k], upper[k], down[k], up[k]);
  }
}

// One column of one replication. scale: as trede_scale gives it; sorted of sorted_size > 0 numbers: by place among them, from 1 to 100.
// Withheld places take the figure of a random other area: shown, shown_size. work: n numbers.
void trede_draw(uint32_t n, const uint8_t* has, const double* middle, const double* down, const double* up, double reference,
                const double* scale, const double* sorted, uint32_t sorted_size, const uint32_t* withheld, uint32_t withheld_size,
                const double* shown, uint32_t shown_size, const double* normal, const uint32_t* random, uint32_t for_reference,
                double* work, double* out_value, uint8_t* out_has) {
  const kernel::FigureColumn column{
      .has = has,
      .middle = middle,
      .down = down,
      .up = up,
      .reference = reference,
      .scale = {.linear = {.sign = scale[0], .centre = scale[1], .spread = scale[2], .factor = scale[3], .base = scale[4]},
                .sorted = sorted,
                .size = sorted_size},
      .withheld = {
          .place = withheld, .size = withheld_size, .alone = withheld, .alones = withheld_size, .shown = shown, .shown_size = shown_size}};
  kernel::draw_column(column, n, normal, random, for_reference, work, {out_value, out_has});
}

// The same within 95 % bounds as `trede stat rank-uncertainty` takes them: a value between its bounds, an empty one evenly between them.
void trede_draw_between(uint32_t n, const double* value, const uint8_t* has, const double* lower, const double* upper,
                        const uint8_t* has_bounds, const double* normal, const uint32_t* random, double* out_value, uint8_t* out_has) {
  for (uint32_t k = 0; k < n; ++k)
    out_has[k] = kernel::within_bounds({value, has}, {lower, has_bounds}, {upper, has_bounds}, k, normal, random[k], out_value[k]) ? 1 : 0;
}

// The groups of one replication, without a demand on coverage: a score exists where `exists` (n per group) says that the edition has one.
// drawn: the scores of the last group. 0 = too many columns or children.
int32_t trede_replicate(uint32_t indicators, uint32_t group_count, uint32_t n, double* value, uint8_t* has, const uint32_t* first,
                        const uint32_t* child, const double* weight, const uint8_t* modelled, uint32_t mean, double modelled_share,
                        const uint8_t* exists, float* drawn) {
  if (group_count == 0 || !take_groups(indicators, group_count, first, child, weight, modelled)) return 0;
  take_columns(size_t{indicators} + group_count, n, value, has);
  kernel::replicate(groups, group_count, columns, view, indicators, n,
                    {.how = static_cast<kernel::Aggregation>(mean), .minimum_coverage = 0.0, .modelled_share = modelled_share}, exists);
  const double* const top = value + (size_t{indicators} + group_count - 1) * n;
  for (uint32_t a = 0; a < n; ++a) drawn[a] = static_cast<float>(top[a]);
  return 1;
}

// The weights of a group, varied within ± noise.
void trede_draw_weights(double seed, uint32_t replication, uint32_t group, const double* weight, const uint8_t* vary, uint32_t count,
                        double noise, double* out) {
  kernel::draw_weights(static_cast<uint64_t>(seed), replication, group, weight, vary, count, noise, out);
}

// What the replications say of n units: drawn holds [replication][unit]; units without a score (has 0) or a rank are left out. `first`: the
// length of the beginning of the ranking that `in_first` counts. Work space: key and order for 2·max(n, replications), rank for
// (n + 2)·replications.
void trede_ranges(const float* drawn, uint32_t replications, uint32_t n, const double* score, const uint8_t* has, uint32_t first,
                  uint64_t* key, uint32_t* order, uint32_t* rank, double* dense, float* one, float* lower, float* upper,
                  uint32_t* rank_lower, uint32_t* rank_upper, float* in_first) {
  uint32_t* const by_unit = rank + n;  // [unit][replication]
  size_t ranked = 0;
  for (uint32_t a = 0; a < n; ++a) ranked += has[a] != 0 ? 1 : 0;
  for (uint32_t r = 0; r < replications; ++r) {
    for (uint32_t a = 0; a < n; ++a) dense[a] = static_cast<double>(drawn[size_t{r} * n + a]);
    kernel::ranks_from_lowest({dense, has}, n, -1.0, {key, order}, rank);
    for (uint32_t a = 0; a < n; ++a) by_unit[size_t{a} * replications + r] = rank[a];
  }
  kernel::ranks_from_lowest({score, has}, n, -1.0, {key, order}, rank);
  const kernel::Places places = kernel::places_of(replications);
  for (uint32_t a = 0; a < n; ++a) {
    rank_lower[a] = rank_upper[a] = 0;
    lower[a] = upper[a] = in_first[a] = 0.0F;
    if (has[a] == 0) continue;
    for (uint32_t r = 0; r < replications; ++r) one[r] = drawn[size_t{r} * n + a];
    const kernel::FloatRange range = kernel::score_range(one, replications, places, key);
    const float nominal = static_cast<float>(score[a]);
    lower[a] = range.lower < nominal ? range.lower : nominal;
    upper[a] = range.upper > nominal ? range.upper : nominal;
    const kernel::RankRange ranks = kernel::rank_range(by_unit + size_t{a} * replications, replications, ranked, first, places, order, key);
    in_first[a] = static_cast<float>(ranks.in_top) / static_cast<float>(replications);
    rank_lower[a] = ranks.lower < rank[a] ? ranks.lower : rank[a];
    rank_upper[a] = ranks.upper > rank[a] ? ranks.upper : rank[a];
  }
}
}
