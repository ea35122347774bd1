import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { Navigate, Route, Routes, useLocation } from 'react-router';
import { account } from '../net/account.js';
import { ApiError } from '@podium/client';
import { NotFound } from '../ui/not-found.js';
import { AuthorFrame } from './author-frame.js';
import { EditorPage } from './editor/editor-page.js';
import { GeneratePage } from './generate-page.js';
import { QuizzesPage } from './quizzes-page.js';
import { ReportPage } from './report-page.js';
import { SessionsPage } from './sessions-page.js';
import { SignInPage } from './sign-in-page.js';
import { StartPage } from './start-page.js';
import '../styles/author.css';

const queries = new QueryClient({
  defaultOptions: {
    // The server will refuse again what it refused, but a server that could not be reached can come back.
    queries: {
      retry: (count, error) => error instanceof ApiError && error.status === 0 && count < 3,
      staleTime: 5_000,
    },
  },
});

/** Quizzes, sessions and reports of a host. */
export default function AuthorPages() {
  const signedIn = useSyncExternalStore(account.subscribe, account.get) !== undefined;
  const { pathname } = useLocation();
  if (!signedIn && !/\/(login|register)$/.test(pathname))
    return <Navigate to={`/author/login?to=${pathname}`} replace />;
  return (
    <QueryClientProvider client={queries}>
      <Routes>
        <Route path="login" element={<SignInPage key="login" mode="login" />} />
        <Route path="register" element={<SignInPage key="register" mode="register" />} />
        <Route element={<AuthorFrame onLeave={() => queries.clear()} />}>
          <Route index element={<QuizzesPage />} />
          <Route path="generate" element={<GeneratePage />} />
          <Route path="quizzes/new" element={<EditorPage />} />
          <Route path="quizzes/:quizId" element={<EditorPage />} />
          <Route path="quizzes/:quizId/start" element={<StartPage />} />
          <Route path="sessions" element={<SessionsPage />} />
          <Route path="sessions/:sessionId" element={<ReportPage />} />
        </Route>
        <Route path="*" element={<NotFound />} />
      </Routes>
    </QueryClientProvider>
  );
}
