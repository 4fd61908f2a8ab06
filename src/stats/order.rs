//! Packets that arrive out of order, as RFC 4737 counts them.

use std::collections::VecDeque;

use serde::Serialize;

/// How many arrivals back an extent is exact.
const WINDOW: u64 = 4096;

/// Takes the numbers of packets in the order in which they arrived, without duplicates, and gives their
/// [`Reordering`].
///
/// It remembers the packets in order among the last 4096 arrivals, in at most 128 KiB.
#[derive(Clone, Debug, Default)]
pub struct Order {
    arrived: u64,
    reordered: u64,
    max_extent: u64,
    /// RFC 4737's NextExp less 1, so that the last of all numbers has no successor to overflow.
    highest: Option<u64>,
    /// Which arrival it was and its number, of those in order; both rise. Only one of these can be the earliest
    /// arrival with a number above some other.
    in_order: VecDeque<(u64, u64)>,
    /// The highest number that has left `in_order`.
    forgotten: Option<u64>,
}

/// How many packets were overtaken, and by how much. The RFC's ratio is `reordered` by `arrived`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Reordering {
    /// RFC 4737, section 3.3, Type-P-Reordered: how many arrived after one with a higher number.
    pub reordered: u64,
    /// How many arrived, in order or not. Not serialised: it is known as the number of packets received.
    #[serde(skip)]
    pub arrived: u64,
    /// RFC 4737, section 4.2, reordering extent: the largest distance, in arrivals, from a reordered packet back to
    /// the earliest that arrived with a higher number. 0 without a reordered packet; above 4096 it counts as 4096.
    #[serde(rename = "reordering_extent_max")]
    pub max_extent: u64,
}

impl Order {
    /// Packet `number` arrived, for the first time. Whether it was reordered: one with a higher number was there
    /// before it.
    pub fn record(&mut self, number: u64) -> bool {
        let arrival = self.arrived;
        self.arrived += 1;
        self.forget_before(arrival.saturating_sub(WINDOW));
        let reordered = self.highest.is_some_and(|highest| number <= highest);
        if reordered {
            self.reordered += 1;
            self.max_extent = self.max_extent.max(self.extent(arrival, number));
        } else {
            self.highest = Some(number);
            self.in_order.push_back((arrival, number));
        }
        reordered
    }

    /// The figures so far.
    pub fn summary(&self) -> Reordering {
        Reordering { reordered: self.reordered, arrived: self.arrived, max_extent: self.max_extent }
    }

    fn forget_before(&mut self, oldest: u64) {
        while let Some((arrival, number)) = self.in_order.front().copied()
            && arrival < oldest
        {
            self.forgotten = Some(number);
            self.in_order.pop_front();
        }
    }

    fn extent(&self, arrival: u64, number: u64) -> u64 {
        if self.forgotten.is_some_and(|forgotten| forgotten > number) {
            return WINDOW;
        }
        let earliest = self.in_order.partition_point(|(_, earlier)| *earlier <= number);
        self.in_order.get(earliest).map_or(0, |(earliest, _)| arrival - earliest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn in_order_nothing_is_reordered_even_when_some_are_lost() {
        assert_eq!(of([]), Reordering::default());
        assert_eq!(of([1, 2, 5, 9, u64::MAX]), Reordering { reordered: 0, arrived: 5, max_extent: 0 });
    }

    #[test]
    fn figures_by_hand() {
        // 4 came early: 2 arrives one after it, 3 two after it. 8 overtakes 7 by one.
        let order = [1, 4, 2, 3, 5, 6, 8, 7];
        assert_eq!(of(order), Reordering { reordered: 3, arrived: 8, max_extent: 2 });
        let mut one_by_one = Order::default();
        assert_eq!(
            order.map(|n| one_by_one.record(n)),
            [false, false, true, true, false, false, false, true]
        );
    }

    #[test]
    fn an_extent_is_exact_up_to_4096_arrivals() {
        for (earlier, extent) in [(4095, 4095), (4096, 4096), (4097, 4096), (10_000, 4096)] {
            assert_eq!(of((1..=earlier).chain([0])).max_extent, extent, "after {earlier}");
        }
        // Number 9990 stays away until 9 later ones came, long after the first were forgotten.
        let late = (0..10_000).filter(|n| *n != 9990).chain([9990]);
        assert_eq!(of(late).max_extent, 9);
        // All those in order are forgotten: 0 to 5000 arrive backwards.
        assert_eq!(of((0..=5000).rev()), Reordering { reordered: 5000, arrived: 5001, max_extent: 4096 });
    }

    #[test]
    fn what_overtook_a_packet_counts_even_when_it_is_forgotten() {
        // 10,000 overtakes 9999; 20,000 overtakes 2000 others; then 2096 in order, the only ones not forgotten.
        let early = [10_000, 20_000].into_iter().chain(10_001..=12_000);
        let order: Vec<u64> = early.chain(30_001..=32_096).chain([9999]).collect();
        assert_eq!(of(order[..4098].to_vec()).max_extent, 2000);
        assert_eq!(of(order), Reordering { reordered: 2001, arrived: 4099, max_extent: 4096 });
    }

    #[test]
    fn memory_is_bounded() {
        let mut order = Order::default();
        (0..100_000).for_each(|number| assert!(!order.record(number)));
        assert!(order.in_order.capacity() * size_of::<(u64, u64)>() <= 128 << 10);
    }

    #[test]
    fn names_are_in_the_json() {
        let json = serde_json::to_value(of([1, 4, 2, 3])).unwrap();
        assert_eq!(json, json!({ "reordered": 2, "reordering_extent_max": 2 }));
    }

    proptest! {
        #[test]
        fn figures_are_those_of_the_definitions(numbers in any_order()) {
            let (mut next_exp, mut reordered, mut max_extent) = (0, 0, 0);
            for (i, number) in numbers.iter().enumerate() {
                if *number >= next_exp {
                    next_exp = number + 1;
                } else {
                    let earliest = numbers.iter().position(|earlier| earlier > number).unwrap();
                    reordered += 1;
                    max_extent = max_extent.max((i - earliest) as u64);
                }
            }
            let expected = Reordering { reordered, arrived: numbers.len() as u64, max_extent };
            prop_assert_eq!(of(numbers), expected);
        }
    }

    /// Packets sent at 0, 1, 2..., some lost, each a little or much under way.
    fn any_order() -> impl Strategy<Value = Vec<u64>> {
        let fate = prop::option::weighted(0.9, prop_oneof![9 => 0..3u64, 1 => 0..200u64]);
        prop::collection::vec(fate, 0..300).prop_map(|fates| {
            let arrivals = (0..).zip(fates).filter_map(|(number, delay)| Some((number + delay?, number)));
            let mut arrivals: Vec<(u64, u64)> = arrivals.collect();
            arrivals.sort_by_key(|(at, _)| *at);
            arrivals.into_iter().map(|(_, number)| number).collect()
        })
    }

    fn of(numbers: impl IntoIterator<Item = u64>) -> Reordering {
        let mut order = Order::default();
        numbers.into_iter().for_each(|number| _ = order.record(number));
        order.summary()
    }
}
