import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import "pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css";
import "./app/tokens.css";
import "./app/base.css";
import "./app/theme";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
const client = new QueryClient({
  // What matters arrives by the feed; asking again at every focus would only add noise to the trail.
  defaultOptions: { queries: { refetchOnWindowFocus: false, retry: 1 } },
});
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
