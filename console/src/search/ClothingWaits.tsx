// A search by colours that waits for a second person, told to a lead who has not sat down at the search.
import { useQuery } from "@tanstack/react-query";
import { useFeed } from "../feed/FeedProvider";
import { missing } from "../missing/door";
import { ClothingAnswer } from "./ClothingAsk";
import "./clothing.css";

const EVERY_MS = 10_000;

export function ClothingWaits({ of }: { of: string }) {
  const mayAnswer = useFeed().hello?.person.role === "SHIFT_LEAD";
  const read = useQuery({
    queryKey: ["clothing-order", of],
    queryFn: () => missing.clothingOrder(of),
    refetchInterval: EVERY_MS,
    enabled: mayAnswer,
    retry: false,
  });
  if (!mayAnswer || read.data?.state !== "asked") return null;
  return (
    <ClothingAnswer
      of={of}
      order={read.data}
      mayAnswer={mayAnswer}
      onAnswered={() => void read.refetch()}
    />
  );
}
