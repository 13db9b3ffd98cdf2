# Zhenghe 证核: the service and its workers in one image. Build: docker build -t zhenghe .
# The base is pinned to a version of Debian, so that a rebuild brings its security fixes alone.
FROM python:3.11-slim-bookworm AS build

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /src
RUN python -m venv /opt/zhenghe
ENV PATH=/opt/zhenghe/bin:$PATH
# Locks first: a change of the source alone does not install them anew. OpenCV's headless build comes
# after the others (see the Makefile), s3fs last, for an S3-compatible store.
COPY requirements.txt requirements-headless.txt requirements-s3.txt ./
RUN pip install --require-hashes --no-deps -r requirements.txt \
    && pip install --require-hashes --no-deps --force-reinstall -r requirements-headless.txt \
    && pip install --require-hashes --no-deps -r requirements-s3.txt
COPY . .
RUN pip install --no-deps --no-build-isolation .

FROM python:3.11-slim-bookworm

# libgomp1: OpenVINO and onnxruntime. postgresql-client: zhenghe db backup and restore.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libgomp1 libglib2.0-0 postgresql-client tini \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --create-home --home-dir /var/lib/zhenghe zhenghe
COPY --from=build /opt/zhenghe /opt/zhenghe
ENV PATH=/opt/zhenghe/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    ZHENGHE_HOME=/var/lib/zhenghe \
    ZHENGHE_WEB_HOST=0.0.0.0
USER zhenghe
WORKDIR /var/lib/zhenghe
VOLUME /var/lib/zhenghe
EXPOSE 8080
# tini hands SIGTERM on and takes in the children that were killed.
ENTRYPOINT ["tini", "--", "zhenghe"]
CMD ["serve"]
