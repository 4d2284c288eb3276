# One image for every process of the ledger; compose says which one a container is.
FROM python:3.11-slim AS build
WORKDIR /src
COPY requirements/run.lock requirements/run.lock
RUN python -m venv /opt/reportedly \
    && /opt/reportedly/bin/pip install --no-cache-dir --require-hashes -r requirements/run.lock
COPY . .
RUN /opt/reportedly/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.11-slim
RUN useradd --create-home --uid 1000 reportedly
COPY --from=build /opt/reportedly /opt/reportedly
ENV PATH=/opt/reportedly/bin:$PATH PYTHONUNBUFFERED=1 OMP_NUM_THREADS=1 REPORTEDLY_HOME=/home/reportedly
USER reportedly
WORKDIR /home/reportedly
ENTRYPOINT ["reportedly"]
CMD ["--help"]
