# SPDX-License-Identifier: EUPL-1.2
# The peers of bench/statistics.sh: Rscript statistics_peer.R country.csv borders.csv [PART-OF-A-NAME…]. One line per measurement:
# who <tab> what <tab> <tab> wall seconds <tab> cpu seconds <tab> note. To add one: a call of peer() with its package, a name like that of
# trede's task, and a function that gives the note.
arguments <- commandArgs(trailingOnly = TRUE)
country <- read.csv(arguments[1])
borders <- read.csv(arguments[2])
words <- arguments[-(1:2)]

peer <- function(package, name, what, run) {
  if (length(words) > 0 && !any(vapply(words, grepl, logical(1), x = name, fixed = TRUE))) return(invisible())
  if (!suppressWarnings(suppressMessages(requireNamespace(package, quietly = TRUE)))) return(invisible())
  spent <- system.time(note <- run())
  cat(sprintf("%s %s\t%s\t\t%.3f\t%.3f\t%s\n", package, packageVersion(package), what, spent[["elapsed"]],
              spent[["user.self"]] + spent[["sys.self"]], note))
}

inhabited <- which(country$pop > 0)
rate <- country$obs[inhabited] / country$pop[inhabited]
weights <- NULL
border_weights <- function() {  # made once, outside the time
  if (is.null(weights)) {
    place <- match(seq_len(nrow(country)), inhabited)
    i <- place[c(borders$i, borders$j)]
    j <- place[c(borders$j, borders$i)]
    both <- !is.na(i) & !is.na(j)
    lists <- unname(split(j[both], factor(i[both], levels = seq_along(inhabited))))
    lists <- lapply(lists, function(one) if (length(one) == 0) 0L else sort(unique(one)))
    class(lists) <- "nb"
    weights <<- suppressWarnings(spdep::nb2listw(lists, style = "W", zero.policy = TRUE))
  }
  weights
}
if (requireNamespace("spdep", quietly = TRUE)) invisible(suppressWarnings(suppressMessages(border_weights())))
found <- function(p) sprintf("%d of %d areas at q <= 0.05, least p %.2g", sum(p.adjust(p, "BH") <= 0.05, na.rm = TRUE), length(p), min(p, na.rm = TRUE))

peer("spdep", "moran-normal", "localmoran (analytic moments)",
     function() found(spdep::localmoran(rate, border_weights(), zero.policy = TRUE)[, 5]))
peer("spdep", "moran-999", "localmoran_perm, 999",
     function() found(spdep::localmoran_perm(rate, border_weights(), nsim = 999, zero.policy = TRUE, iseed = 1)[, 6]))
peer("spdep", "gi-star-999", "localG_perm, 999", function() {
  found(attr(spdep::localG_perm(rate, border_weights(), nsim = 999, zero.policy = TRUE, iseed = 1), "internals")[, "Pr(z != E(Gi)) Sim"])
})
peer("spdep", "nearest", "knearneigh, 6",
     function() sprintf("%d pairs", length(spdep::knearneigh(as.matrix(country[, c("x", "y")]), k = 6)$nn)))

# The same weekly counts as in series.cpp; five series, because one takes more than half a second.
made_up_counts <- function(number) {
  x <- (number + 1) * 7919
  uniform <- function() {
    x <<- (x * 16807) %% 2147483647
    x / 2147483647
  }
  mean <- 1 + 30 * uniform()^2
  y <- vapply(1:520, function(t) floor(mean * (1 + 0.4 * sin(2 * pi * t / 52)) * (uniform() + uniform() + uniform() + uniform()) / 2), 0)
  y[301:304] <- y[301:304] * 3
  y
}
compared <- 5
five_series <- function(last) {
  bounds <- expected <- 0
  for (number in seq_len(compared) - 1) {
    counts <- surveillance::sts(observed = made_up_counts(number), frequency = 52)
    judged <- surveillance::farringtonFlexible(counts, control = list(
      range = (520 - last + 1):520, b = 5, w = 3, noPeriods = 10, pastWeeksNotIncluded = 26, pThresholdTrend = 1, weightsThreshold = 2.58,
      thresholdMethod = "nbPlugin", alpha = 0.05, glmWarnings = FALSE))
    bounds <- bounds + sum(surveillance::upperbound(judged), na.rm = TRUE)
    expected <- expected + sum(judged@control$expected, na.rm = TRUE)
  }
  sprintf("%d series only; bounds %.0f, expected %.6f", compared, bounds, expected)
}
for (last in c(52, 1))
  peer("surveillance", if (last == 1) "farrington-last" else "farrington-52", sprintf("farringtonFlexible, last %d of 520 weeks, %d series", last, compared),
       function() five_series(last))
