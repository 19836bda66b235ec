# One image for web, worker and beat. compose.yaml shows how they run together.
FROM python:3.11-slim-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends make && rm -rf /var/lib/apt/lists/*
WORKDIR /app
# The dependencies first: they change less often than the code.
COPY Makefile uv.lock pyproject.toml ./
COPY bin/setup bin/setup
RUN make install-production
COPY . .
# The settings are read although nothing is served yet; these values stay in this one step.
RUN SECRET_KEY=collects-static-files-and-is-never-used-to-serve-them \
    ALLOWED_HOSTS=localhost HUB_URL=https://localhost PUBLIC_SITE_URL=https://localhost \
    make static

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 1000 --home-dir /app hub && install -d -o hub -g hub /var/lib/involvement-hub
WORKDIR /app
COPY --from=build /app /app
USER hub
ENV DJANGO_SETTINGS_MODULE=settings.base STATE_DIR=/var/lib/involvement-hub BIND=0.0.0.0 PYTHONUNBUFFERED=1
VOLUME /var/lib/involvement-hub
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=12s --start-period=30s CMD [".venv/bin/python", "-m", "settings.ready", "/healthz"]
CMD [".venv/bin/python", "-m", "settings.web"]
