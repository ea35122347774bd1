import { lazy, Suspense } from 'react';
import { BrowserRouter, Route, Routes } from 'react-router';
import { JoinPage } from './join/join-page.js';
import { NotFound } from './ui/not-found.js';
import { Waiting } from './ui/waiting.js';

// The first file has what a player needs first; the screens of hosts and authors are loaded when they are opened.
const PlayPage = lazy(() => import('./player/play-page.js'));
const HostPage = lazy(() => import('./host/host-page.js'));
const AuthorPages = lazy(() => import('./author/author-pages.js'));
const TryPage = lazy(() => import('./join/try-page.js'));

export function App() {
  return (
    <BrowserRouter>
      <Suspense fallback={<Waiting />}>
        <Routes>
          <Route index element={<JoinPage />} />
          <Route path="j/:pin" element={<JoinPage />} />
          <Route path="try" element={<TryPage />} />
          <Route path="play/:sessionId" element={<PlayPage />} />
          <Route path="host/:sessionId" element={<HostPage />} />
          <Route path="author/*" element={<AuthorPages />} />
          <Route path="*" element={<NotFound />} />
        </Routes>
      </Suspense>
    </BrowserRouter>
  );
}
