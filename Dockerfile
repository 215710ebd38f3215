FROM python:3.11-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends make && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY Makefile pyproject.toml README.md LICENSE package.json package-lock.json .npmrc ./
COPY requirements requirements
COPY tools tools
COPY workflows workflows
COPY forms forms
COPY surveyapp surveyapp
COPY migrations migrations
RUN make wheel

FROM python:3.11-slim
COPY requirements/runtime.txt /opt/turnus/runtime.txt
RUN pip install --no-cache-dir --require-hashes -r /opt/turnus/runtime.txt
COPY --from=build /src/dist/ /opt/turnus/
RUN pip install --no-cache-dir --no-deps --no-index --find-links /opt/turnus surveyapp \
    && useradd --system --home-dir /var/lib/turnus --create-home turnus
USER turnus
WORKDIR /var/lib/turnus
ENV SURVEYAPP_HOST=0.0.0.0 \
    SURVEYAPP_PORT=8000 \
    SURVEYAPP_INSTANCE_FOLDER=/var/lib/turnus
EXPOSE 8000
CMD ["surveyapp", "serve"]
