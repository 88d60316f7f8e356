import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiProblem } from './api/problem';
import { App } from './app';
import './app.css';
import { SpeechProvider } from './i18n/speech-provider';

const RETRIES = 3;

/** What says no will say no again; what could not be reached, or was too busy, may answer the next time. */
function mayRetry(failures: number, problem: unknown): boolean {
  const isPassing = problem instanceof ApiProblem && (problem.isOffline || problem.body.retryable === true);
  return isPassing && failures < RETRIES;
}

const client = new QueryClient({ defaultOptions: { queries: { retry: mayRetry, staleTime: 5_000 } } });

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <SpeechProvider>
        <App />
      </SpeechProvider>
    </QueryClientProvider>
  </StrictMode>,
);
